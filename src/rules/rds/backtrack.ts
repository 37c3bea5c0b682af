import { mayRun } from './engine';
import { inGlobalDatabase } from './global';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const backtrack = rule({
  id: 'rds.backtrack',
  title: 'Aurora MySQL clusters can be turned back in time',
  why: 'A wrong statement is undone in minutes instead of a restore. Binlog replication excludes it, so this rule is off by default.',
  fix: 'Set `BacktrackWindow` to up to 259200 seconds when the cluster is created.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('RDS.14'), nist80053r5('CP-10'), nist80053r5('CP-9')],
  appliesTo: ['AWS::RDS::DBCluster'],
  byDefault: false,
  // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html#aurora-global-database.limitations
  only: (resource) => mayRun(resource, ['aurora-mysql']) && !inGlobalDatabase(resource),
  check: (resource) => atLeast(resource, 'BacktrackWindow', 1, 'seconds'),
});
