import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { VAULT_POLICY_GUARDED_ACTIONS } from '../../facts/destructive-actions';
import { deniedTo, undeniedWithoutMfa } from '../policy';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const deletionNeedsMfa = rule({
  id: 'backup.deletion-needs-mfa',
  title: 'Recovery points cannot be deleted by hand, or with multi-factor authentication only',
  why: 'Who encrypts a database for ransom deletes the backups first; one leaked access key of an administrator is enough.',
  fix: 'Deny `backup:DeleteRecoveryPoint`, `backup:UpdateRecoveryPointLifecycle` and `backup:DeleteBackupVault` in `AccessPolicy`, unless `aws:MultiFactorAuthPresent`, '
    + 'or use `DatabaseBackupPlan`.',
  severity: 'medium',
  safeguard: Safeguard.MFA_DELETION,
  controls: [nist80053r5('CP-9'), nist80053r5('AC-3')],
  appliesTo: ['AWS::Backup::BackupVault'],
  check: (vault) => {
    const policy = vault.get('AccessPolicy');
    const open = undeniedWithoutMfa(policy, VAULT_POLICY_GUARDED_ACTIONS).filter((action) => !deniedTo(policy, action));
    if (open.length > 0 && policy.kind === 'unknown') {
      return undecided('Properties.AccessPolicy', `it is only known at deployment (${policy.because})`);
    }
    return open.length === 0 ? PASS : fail('Properties.AccessPolicy', `no statement denies ${open.join(', ')}`);
  },
});
