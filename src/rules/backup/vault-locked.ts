import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const vaultLocked = rule({
  id: 'backup.vault-locked',
  title: 'Backup vaults are locked for a least retention',
  why: 'Without a lock, whoever may start a job or edit the plan fills the vault with backups that are gone the next day.',
  fix: 'Set `LockConfiguration` with `MinRetentionDays`, or use `DatabaseBackupPlan`.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::Backup::BackupVault'],
  check: (vault) => atLeast(vault, 'LockConfiguration.MinRetentionDays', 1, 'days'),
});
