import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { admitsNobodyUnknown } from '../policy';
import { rule } from '../rule';

export const keyNotPublic = rule({
  id: 'kms.key-not-public',
  title: 'Key policies admit nobody without naming whom',
  why: 'A key that everybody may use protects nothing: whoever gets at the encrypted data asks KMS to decrypt it.',
  fix: 'Replace the `*` in `Principal` of `KeyPolicy` by roles or services, or add a condition on `aws:SourceAccount` or `aws:PrincipalOrgID`, as `DataKey` does.',
  severity: 'critical',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [fsbp('KMS.5'), nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: ['AWS::KMS::Key'],
  check: (resource) => admitsNobodyUnknown(resource, 'KeyPolicy'),
});
