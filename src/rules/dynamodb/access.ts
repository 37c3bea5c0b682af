import { DYNAMODB_TABLE_DESTRUCTION } from '../../facts/destructive-actions';
import { DATA_ACTIONS, STREAM_READS } from '../../facts/dynamodb-rights';
import { at } from '../../model/value';
import { coversAction, literalsAt, Statement } from '../policy';

/** Reading or writing the items of a table, by whichever way; a restored table holds them as well. */
export const TABLE_ITEM_ACTIONS = [...DATA_ACTIONS, ...STREAM_READS.filter((action) => !action.includes('Describe')),
  'dynamodb:RestoreTableToPointInTime', 'dynamodb:RestoreTableFromBackup'];

/** The same, and changing the table itself; describing and listing is left alone. */
const TABLE_ACTIONS = [...TABLE_ITEM_ACTIONS, ...DYNAMODB_TABLE_DESTRUCTION.actions];

/** A table ARN whose name holds a wildcard; what follows the name (`/index/*`, `/stream/*`) may. */
const MANY_TABLES = /^arn:[^:]*:(dynamodb|\*):[^:]*:[^:]*:(\*|table\/[^/]*[*?].*|[^/]*[*?].*)$/;

// a table ARN that is filled in, and a wildcard that also covers tables whose names begin alike
const BEGINS_ALIKE = /^\$\{\}[^/]*[*?]/;

/** Whether a statement is about what tables hold, and about more tables than it names. */
export function isWideOnTables(statement: Statement): boolean {
  return (at(statement.body, 'NotResource').kind !== 'absent' || literalsAt(statement, 'Resource').some(namesManyTables))
    && TABLE_ACTIONS.some((action) => coversAction(statement, action));
}

function namesManyTables(arn: string): boolean {
  return arn === '*' || MANY_TABLES.test(arn) || BEGINS_ALIKE.test(arn);
}
