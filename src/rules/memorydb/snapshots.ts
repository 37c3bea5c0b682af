import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const snapshots = rule({
  id: 'memorydb.snapshots',
  title: 'MemoryDB takes snapshots and keeps them long enough',
  why: 'Its log survives failed nodes, but not a wrong command: only a snapshot brings back what was deleted.',
  fix: 'Set `SnapshotRetentionLimit` to at least the days that the pack asks for.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [cisDatabase('6.7'), nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster, _app, { minBackupDays }) => atLeast(cluster, 'SnapshotRetentionLimit', minBackupDays, 'days'),
});
