import { GROUP, mayKeepData } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { preparationsOf } from '../elasticache-recovery';
import { meetsObjectives, statesObjectives } from '../recovery';
import { rule } from '../rule';

export const recoveryObjectives = rule({
  id: 'elasticache.recovery-objectives',
  title: 'ElastiCache replication groups that state recovery objectives have what these need',
  why: 'How much may be lost and how long it may take is written down for auditors, and forgotten by the next change of the template: the day that it is needed shows it.',
  fix: 'Give the group what the finding names (`MultiAZEnabled`, `SnapshotRetentionLimit`, a global datastore), or state what it can meet: '
    + '`Tags.of(group).add(\'recovery-objectives\', \'application=1d/- zone=1m/-\')`, `recovery.objectives` of `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: [GROUP],
  only: (group) => mayKeepData(group) && statesObjectives(group.get('Tags')),
  check: (group) => meetsObjectives(group.get('Tags'), 'Properties.Tags', preparationsOf(group)),
});
