import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DaxTable } from './dax-table';
import { ITEM_WRITES, READ_KEY_USE, TABLE_NAME_CONTEXT, TABLE_READS, WRITE_KEY_USE } from '../../facts/dynamodb-rights';
import { viaService } from '../../foundation/via-service';

/** The role of a cluster and its one policy, which the cluster needs before it starts. */
export interface DaxRole {
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
}

/** Make the role with which a cluster reaches its tables, and nothing else. */
export function createRole(scope: Construct, tables: readonly DaxTable[]): DaxRole {
  // no condition on the source account: AWS does not document that DAX sends one, and a key that is not sent is never equal
  const role = new iam.Role(scope, 'Role', {
    description: `Tables that the cache ${scope.node.path} reaches`, assumedBy: new iam.ServicePrincipal('dax.amazonaws.com'),
  });
  const policy = new iam.ManagedPolicy(scope, 'TablePolicy', {
    description: `Tables that the cache ${scope.node.path} reaches`, roles: [role], statements: statementsOf(scope, tables),
  });
  return { role, policy };
}

function statementsOf(scope: Construct, tables: readonly DaxTable[]): iam.PolicyStatement[] {
  const writable = tables.filter((table) => table.writable);
  const arn = ({ table }: DaxTable) => table.tableArn;
  const indexes = ({ table, indexNames }: DaxTable) => indexNames.map((name) => `${table.tableArn}/index/${name}`);
  return [
    new iam.PolicyStatement({ sid: 'Read', actions: [...TABLE_READS], resources: tables.flatMap((table) => [arn(table), ...indexes(table)]) }),
    ...(writable.length === 0 ? [] : [new iam.PolicyStatement({ sid: 'Write', actions: [...ITEM_WRITES], resources: writable.map(arn) })]),
    ...keyStatement(scope, 'ReadKeys', READ_KEY_USE, tables.filter((table) => !table.writable)),
    ...keyStatement(scope, 'WriteKeys', WRITE_KEY_USE, writable),
  ];
}

/** DynamoDB uses the key of a table on behalf of whoever calls, here of the role of the cluster, and says which table it is. */
function keyStatement(scope: Construct, sid: string, actions: readonly string[], tables: readonly DaxTable[]): iam.PolicyStatement[] {
  const encrypted = tables.filter(({ table }) => table.encryptionKey !== undefined);
  const keys = [...new Set(encrypted.map(({ table }) => table.encryptionKey!.keyArn))];
  const names = encrypted.map(({ table }) => table.tableName);
  return keys.length === 0 ? [] : [new iam.PolicyStatement({
    sid, actions: [...actions], resources: keys, conditions: { StringEquals: { ...viaService(scope, 'dynamodb').StringEquals, [TABLE_NAME_CONTEXT]: names } },
  })];
}
