import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { DynamoReplica } from '../../../src/databases/dynamodb/dynamo-replica';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { ENV } from '../../support/fixtures';

export const CUSTOMER: dynamodb.Attribute = { name: 'customer', type: dynamodb.AttributeType.STRING };

/** Two replicas, each with a key of its region. */
export const REPLICAS: DynamoReplica[] = ['eu-central-1', 'eu-north-1'].map((region) => ({
  region, encryptionKeyArn: `arn:aws:kms:${region}:${ENV.account}:key/11111111-2222-3333-4444-555555555555`,
}));

/** A stack with a table of the least that it takes, and what the test is about. */
export function tableIn(props: Partial<SecureDynamoTableProps> = {}, env: Stack['environment'] | typeof ENV | undefined = ENV): { readonly stack: Stack; readonly table: SecureDynamoTable } {
  const stack = new Stack(new App(), 'Stack', { env: env as typeof ENV });
  return { stack, table: new SecureDynamoTable(stack, 'Orders', { partitionKey: CUSTOMER, ...props }) };
}
