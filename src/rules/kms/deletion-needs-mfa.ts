import { Safeguard } from '../../core/safeguard';
import { KEY_POLICY_GUARDED_ACTIONS } from '../../facts/destructive-actions';
import { undeniedWithoutMfa } from '../policy';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const deletionNeedsMfa = rule({
  id: 'kms.deletion-needs-mfa',
  title: 'Customer managed keys cannot be disabled or deleted without multi-factor authentication',
  why: 'One leaked access key of an administrator is enough to lock the whole database away. No published control asks for it.',
  fix: 'Deny `kms:ScheduleKeyDeletion`, `kms:DisableKey` and `kms:DeleteImportedKeyMaterial` in `KeyPolicy` unless `aws:MultiFactorAuthPresent`, or use `DataKey`.',
  severity: 'low',
  safeguard: Safeguard.KEY_DELETION_GUARD,
  controls: [],
  appliesTo: ['AWS::KMS::Key'],
  check: (resource) => {
    const policy = resource.get('KeyPolicy');
    const open = undeniedWithoutMfa(policy, KEY_POLICY_GUARDED_ACTIONS);
    if (open.length > 0 && policy.kind === 'unknown') {
      return undecided('Properties.KeyPolicy', `it is only known at deployment (${policy.because})`);
    }
    return open.length === 0 ? PASS : fail('Properties.KeyPolicy', `no statement denies ${open.join(', ')} without MFA`);
  },
});
