import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { DaxTable } from '../../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../../src/databases/dax/secure-dax-cluster';
import { networkIn, Subject } from '../subject';

/** The cache of DynamoDB, in front of a table that is somebody else's. */
export const DAX_SUBJECTS: readonly Subject[] = [
  {
    name: 'SecureDaxCluster',
    build: (stack: Stack, waivers) => new SecureDaxCluster(stack, 'Subject', {
      network: networkIn(stack),
      tables: [DaxTable.readWrite(dynamodb.Table.fromTableName(stack, 'Orders', 'orders'), ['by-customer'])],
      waivers,
    }),
  },
];
