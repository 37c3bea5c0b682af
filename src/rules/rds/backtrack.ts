import { mayRun } from './engine';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const backtrack = rule({
  id: 'rds.backtrack',
  title: 'Aurora MySQL clusters can be turned back in time',
  why: 'A wrong statement is undone in minutes instead of a restore. Global databases and binlog replication exclude it, so this rule is off by default.',
  fix: 'Set `BacktrackWindow` to up to 259200 seconds when the cluster is created.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('RDS.14'), nist80053r5('CP-10'), nist80053r5('CP-9')],
  appliesTo: ['AWS::RDS::DBCluster'],
  byDefault: false,
  only: (resource) => mayRun(resource, ['aurora-mysql']),
  check: (resource) => atLeast(resource, 'BacktrackWindow', 1, 'seconds'),
});
