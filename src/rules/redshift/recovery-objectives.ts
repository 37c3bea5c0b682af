import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { meetsObjectives, statesObjectives } from '../recovery';
import { preparationsOf } from '../redshift-recovery';
import { rule } from '../rule';

export const recoveryObjectives = rule({
  id: 'redshift.recovery-objectives',
  title: 'Redshift clusters that state recovery objectives have what these need',
  why: 'How much may be lost and how long it may take is written down for auditors, and forgotten by the next change of the template: the day that it is needed shows it.',
  fix: 'Give the cluster what the finding names (`MultiAZ`, `AutomatedSnapshotRetentionPeriod`, `DestinationRegion`), or state what it can meet: '
    + '`Tags.of(cluster).add(\'recovery-objectives\', \'application=8h/- zone=0s/-\')`, `recovery.objectives` of `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  only: (cluster) => statesObjectives(cluster.get('Tags')),
  check: (cluster) => meetsObjectives(cluster.get('Tags'), 'Properties.Tags', preparationsOf(cluster)),
});
