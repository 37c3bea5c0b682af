import { isPrimary, STORES } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { preparationsOf } from '../rds-recovery';
import { meetsObjectives, statesObjectives } from '../recovery';
import { rule } from '../rule';

export const recoveryObjectives = rule({
  id: 'rds.recovery-objectives',
  title: 'RDS instances and clusters that state recovery objectives have what these need',
  why: 'How much may be lost and how long it may take is written down for auditors, and forgotten by the next change of the template: the day that it is needed shows it.',
  fix: 'Give the store what the finding names (`MultiAZ`, `BackupRetentionPeriod`, `AutomaticBackupReplicationRegion`, a replica, a global database), or state what it can meet: '
    + '`Tags.of(store).add(\'recovery-objectives\', \'application=5m/4h zone=0s/2m\')`, `recovery.objectives` of `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: STORES,
  only: (store) => isPrimary(store) && statesObjectives(store.get('Tags')),
  check: (store) => meetsObjectives(store.get('Tags'), 'Properties.Tags', preparationsOf(store)),
});
