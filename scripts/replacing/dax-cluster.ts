import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { LARGER, LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers } from './relational';
import { change, Study } from './study';
import { Safeguard } from '../../src/core/safeguard';
import { SecureDaxClusterProps } from '../../src/databases/dax/dax-props';
import { DaxTable } from '../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../src/databases/dax/secure-dax-cluster';

type Props = Omit<SecureDaxClusterProps, 'network'>;

const TABLES = 'arn:aws:dynamodb:eu-west-1:111111111111:table';
const WAIVED = [Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS];

/** What happens to a cache, which holds nothing that the table does not. */
export const DAX_CLUSTER: Study<Props> = {
  construct: 'SecureDaxCluster',
  advice: 'A replaced cluster loses no data: the new one stands before the old one goes, under another address and with an empty cache, so every '
    + 'read falls on the table at first. Deploy the application after it, and raise the capacity of a provisioned table before.',
  docs: ['databases/dax/dax-props.ts'],
  stateful: ['AWS::DAX::Cluster', 'AWS::KMS::Key', 'AWS::SNS::Topic'],
  left: LEFT_OF_EVERY_STORE,
  create: ({ stack, network }, props) => {
    const tables = [DaxTable.readWrite(dynamodb.Table.fromTableArn(stack, 'Table', `${TABLES}/orders`))];
    new SecureDaxCluster(stack, 'Orders', { network, tables, ...props });
  },
  changes: [
    { prop: 'tables', after: (stack) => ({ tables: [DaxTable.readOnly(dynamodb.Table.fromTableArn(stack, 'Other', `${TABLES}/catalogue`))] }) },
    change('nodes.count', { nodes: { count: 5 } }),
    change('nodes.instanceType', { nodes: { instanceType: LARGER } }),
    change('cache.itemTtl', { cache: { itemTtl: Duration.minutes(1) } }),
    change('cache.queryTtl', { cache: { queryTtl: Duration.minutes(1) } }),
    change('maintenanceWindow', { maintenanceWindow: 'mon:05:00-mon:06:00' }),
    ...ofEveryStore<Props>().filter(({ prop }) => prop !== 'encryptionKey'),
    ...ofWaivers<Props>(WAIVED),
  ],
};
