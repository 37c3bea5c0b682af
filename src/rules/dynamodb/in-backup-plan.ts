import { TABLES } from './replicas';
import { cisDatabase, hipaa, nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, literalOf, partsOf, textOf, Value } from '../../model/value';
import { rule } from '../rule';
import { any, fail, PASS, undecided, Verdict } from '../verdict';

const SELECTION = 'AWS::Backup::BackupSelection';

export const inBackupPlan = rule({
  id: 'dynamodb.in-backup-plan',
  title: 'DynamoDB tables are in a backup plan of the app',
  why: 'Point-in-time recovery ends after 35 days and lies in the account of the table; only a plan keeps copies longer, elsewhere and under lock.',
  fix: 'List the table in `Resources` of an `AWS::Backup::BackupSelection`, or acknowledge the finding where a plan of the organisation selects it by tag.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [securityHub('DynamoDB.4'), cisDatabase('4.9'), nist80053r5('CP-10'), nist80053r5('CP-6'), nist80053r5('CP-6(1)'), nist80053r5('CP-6(2)'),
    nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  byDefault: false,
  appliesTo: TABLES,
  check: (table, app) => any(...app.resourcesOf(SELECTION).map((selection) => selects(selection, table)), fail(SELECTION, 'no backup plan of the app selects the table')),
});

function selects(selection: ResourceView, table: ResourceView): Verdict {
  const listed = itemsOf(selection.get('BackupSelection.Resources'));
  const isIt = (arn: Value) => /^(\*|arn:[^:]*:dynamodb:[^:]*:[^:]*:(\*|table\/\*))$/.test(literalOf(arn))
    || partsOf(arn).some((part) => part.kind === 'reference' && part.resource === table)
    || (table.get('TableName').kind === 'known' && literalOf(arn).endsWith(`:table/${textOf(table.get('TableName'))}`));
  const byTag = [...itemsOf(selection.get('BackupSelection.ListOfTags')), ...itemsOf(at(selection.get('BackupSelection.Conditions'), 'StringEquals'))];
  return listed.some(isIt) ? PASS : byTag.length === 0 ? fail(SELECTION, 'no backup plan of the app selects the table')
    : undecided(SELECTION, `${selection.label} selects by tag`);
}
