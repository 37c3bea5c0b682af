import { Stack, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { Waiver } from '../../../src/core/waiver';
import { AttributeAction } from '../../../src/databases/dynamodb/attribute-action';
import { DynamoCapacity } from '../../../src/databases/dynamodb/dynamo-capacity';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { DynamoReplicaAlarms } from '../../../src/databases/dynamodb/dynamo-replica-alarms';
import { DynamoWebIdentityRole } from '../../../src/databases/dynamodb/dynamo-web-identity-role';
import { ItemEncryption } from '../../../src/databases/dynamodb/item-encryption';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { WebIdentityProvider } from '../../../src/databases/dynamodb/web-identity-provider';
import { CUSTOMER, REPLICAS } from '../../databases/dynamodb/fixture';
import { ENV } from '../../support/fixtures';
import { Subject } from '../subject';

const RANGE = { min: 5, max: 500 };

/** The tables (in one region, in three, and provisioned with indexes), and what is built beside them. */
export const DYNAMODB_SUBJECTS: readonly Subject[] = [
  tableSubject('SecureDynamoTable'),
  tableSubject('SecureDynamoTable (replicated)', { replicas: REPLICAS }),
  tableSubject('SecureDynamoTable (provisioned, indexed)', {
    capacity: DynamoCapacity.provisioned({ read: RANGE, write: RANGE }),
    sortKey: { name: 'placedAt', type: dynamodb.AttributeType.STRING },
    indexes: {
      globalIndexes: [{ name: 'byStatus', partitionKey: { name: 'status', type: dynamodb.AttributeType.STRING } }],
      localIndexes: [{ name: 'byTotal', sortKey: { name: 'total', type: dynamodb.AttributeType.NUMBER } }],
    },
  }),
  { name: 'ItemEncryption', build: itemEncryption },
  { name: 'DynamoWebIdentityRole', build: webIdentityRole },
  { name: 'DynamoReplicaAlarms', build: replicaAlarms },
];

function tableSubject(name: string, props: Partial<SecureDynamoTableProps> = {}): Subject {
  return { name, build: (stack, waivers) => new SecureDynamoTable(stack, 'Subject', { partitionKey: CUSTOMER, ...props, waivers }) };
}

function itemEncryption(stack: Stack, waivers?: Waiver[]): Construct {
  const table = new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER });
  return new ItemEncryption(stack, 'Subject', { table, attributeActions: { card: AttributeAction.ENCRYPT_AND_SIGN }, waivers });
}

function webIdentityRole(stack: Stack): Construct {
  const table = new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER });
  return new DynamoWebIdentityRole(stack, 'Subject', { table, provider: WebIdentityProvider.cognito('eu-west-1:pool') });
}

/** In a stack of the region of the replica, which the alarms cannot do without. */
function replicaAlarms(stack: Stack): Construct {
  const [replica] = REPLICAS;
  const table = new SecureDynamoTable(stack, 'Orders', { tableName: 'orders', partitionKey: CUSTOMER, replicas: [replica] });
  return new DynamoReplicaAlarms(new Stack(stack.node.root as Stage, 'Away', { env: { ...ENV, region: replica.region } }), 'Subject', { table });
}
