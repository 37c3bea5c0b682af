import { TABLES } from './replicas';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { preparationsOf, tagsOf } from '../dynamodb-recovery';
import { meetsObjectives, statesObjectives } from '../recovery';
import { rule } from '../rule';
import { all } from '../verdict';

export const recoveryObjectives = rule({
  id: 'dynamodb.recovery-objectives',
  title: 'DynamoDB tables that state recovery objectives have what these need',
  why: 'How much may be lost and how long it may take is written down for auditors, and forgotten by the next change of the template: the day that it is needed shows it.',
  fix: 'Give the table what the finding names (`PointInTimeRecoverySpecification`, `Replicas`), or state what it can meet: '
    + '`Tags.of(table).add(\'recovery-objectives\', \'application=5m/4h\')`, `recovery.objectives` of `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: TABLES,
  only: (table) => tagsOf(table).some(({ tags }) => statesObjectives(tags)),
  check: (table) => all(...tagsOf(table).map(({ tags, place }) => meetsObjectives(tags, place, preparationsOf(table)))),
});
