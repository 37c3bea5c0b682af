import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ActivityStreamSource } from '../../../src/databases/activity-stream/activity-stream-source';
import { DatabaseActivityStream } from '../../../src/databases/activity-stream/database-activity-stream';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SnapshotExposure } from '../../../src/databases/snapshots/snapshot-exposure';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_MYSQL, AURORA_POSTGRESQL } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

/** What watches over stores from the side. */
export const ACTIVITY_SUBJECTS: readonly Subject[] = [
  { name: 'DatabaseActivityStream', build: (stack) => activityStream(stack, AURORA_POSTGRESQL) },
  { name: 'DatabaseActivityStream (aurora-mysql)', build: (stack) => activityStream(stack, AURORA_MYSQL) },
  { name: 'SnapshotExposure', build: (stack) => new SnapshotExposure(stack, 'Subject', { network: networkWithRds(stack) }) },
];

/** A network whose functions reach RDS. */
function networkWithRds(stack: Stack): TieredNetwork {
  return networkIn(stack, { endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS)] });
}

/** The stream of a cluster beside it. */
function activityStream(stack: Stack, engine: SecureAuroraClusterProps['engine']): Construct {
  const network = networkWithRds(stack);
  const source = ActivityStreamSource.cluster(new SecureAuroraCluster(stack, 'Orders', { network, engine }));
  return new DatabaseActivityStream(stack, 'Subject', { network, source });
}
