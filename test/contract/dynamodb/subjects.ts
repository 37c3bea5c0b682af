import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { DynamoCapacity } from '../../../src/databases/dynamodb/dynamo-capacity';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { CUSTOMER, REPLICAS } from '../../databases/dynamodb/fixture';
import { Subject } from '../subject';

const RANGE = { min: 5, max: 500 };

/** The tables: in one region, in three, and provisioned with indexes. */
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
];

function tableSubject(name: string, props: Partial<SecureDynamoTableProps> = {}): Subject {
  return { name, build: (stack, waivers) => new SecureDynamoTable(stack, 'Subject', { partitionKey: CUSTOMER, ...props, waivers }) };
}
