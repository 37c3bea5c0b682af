import { AT, isOfType, judgeRules, SECURITY_POLICY } from './security-policy';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const notPublic = rule({
  id: 'opensearchserverless.not-public',
  title: 'Network policies of OpenSearch Serverless keep collections private',
  why: 'A public collection is reached from the whole internet, and only data access policies stand between it and the indices.',
  fix: 'Set `AllowFromPublic` to false in the `Policy` and name VPC endpoints in `SourceVPCEs`.',
  severity: 'critical',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(4)'), pciDss('1.4.4')],
  appliesTo: [SECURITY_POLICY],
  only: (policy) => isOfType(policy, 'network'),
  check: (policy) => judgeRules(policy, ({ AllowFromPublic }) => (
    AllowFromPublic === true ? fail(AT, 'a rule has `AllowFromPublic: true`, expected false') : PASS)),
});
