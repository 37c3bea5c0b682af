import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'backup.retained',
  title: 'Backup vaults outlive their stack',
  why: 'A changed name or key replaces the vault. A vault with backups cannot be deleted, so the update fails half-way; an empty one is gone, and with it where the next backup was to go.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `DatabaseBackupPlan`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault'],
  check: (vault) => keptOnRemoval(vault, ['Retain', 'RetainExceptOnCreate']),
});
