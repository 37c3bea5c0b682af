import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const backupWindow = rule({
  id: 'documentdb.backup-window',
  title: 'DocumentDB clusters are backed up at a chosen time',
  why: 'A window that the service chooses at random may fall into the busiest hour, and is overlooked when changes are planned.',
  fix: 'Set `PreferredBackupWindow`, in UTC: 02:00-03:00.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [cisDatabase('7.10'), nist80053r5('CP-9')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => present(cluster, 'PreferredBackupWindow'),
});
