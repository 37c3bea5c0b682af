import { AT, isOfType, judgeRules, SECURITY_POLICY } from './security-policy';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const customerManagedKey = rule({
  id: 'opensearchserverless.customer-managed-key',
  title: 'Encryption policies of OpenSearch Serverless name a customer managed key',
  why: 'Nobody can restrict, audit or revoke the use of a key that AWS owns, and the key of a living collection cannot be changed.',
  fix: 'Set `KmsARN` instead of `AWSOwnedKey` in the `Policy`, before the first collection is created.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [nist80053r5('SC-12'), nist80053r5('SC-28(1)')],
  appliesTo: [SECURITY_POLICY],
  only: (policy) => isOfType(policy, 'encryption'),
  check: (policy) => judgeRules(policy, ({ AWSOwnedKey, KmsARN }) => (
    AWSOwnedKey === true || !KmsARN ? fail(AT, 'it leaves the key to AWS, expected `KmsARN`') : PASS)),
});
