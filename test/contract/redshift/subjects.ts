import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { RedshiftDatabaseGrants } from '../../../src/databases/redshift/redshift-database-grants';
import { RedshiftGroupRight } from '../../../src/databases/redshift/redshift-group-right';
import { RedshiftSnapshotCopyGrant } from '../../../src/databases/redshift/redshift-snapshot-copy-grant';
import { RedshiftWarehouse } from '../../../src/databases/redshift/redshift-warehouse';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../../src/databases/redshift/secure-redshift-serverless';
import { PrivateEndpoint } from '../../../src/foundation/network/private-endpoint';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { networkIn, Subject } from '../subject';

/** The constructs of Redshift. */
export const REDSHIFT_SUBJECTS: readonly Subject[] = [
  { name: 'SecureRedshiftCluster', build: cluster },
  { name: 'SecureRedshiftServerless', build: serverless },
  { name: 'RedshiftDatabaseGrants', build: grants },
  { name: 'RedshiftSnapshotCopyGrant', build: copyGrant },
];

/** Without a region the CDK knows of two zones, but a cluster in two zones needs subnets in three. */
export function zonesPermitting(stack: Stack, waivers?: Waiver[]): Waiver[] | undefined {
  return Token.isUnresolved(stack.region) ? [...waivers ?? [], Waiver.of(Safeguard.HIGH_AVAILABILITY, 'the stack may go anywhere')] : waivers;
}

function cluster(stack: Stack, waivers?: Waiver[]): Construct {
  return new SecureRedshiftCluster(stack, 'Subject', { network: networkIn(stack), waivers: zonesPermitting(stack, waivers) });
}

function serverless(stack: Stack, waivers?: Waiver[]): Construct {
  return new SecureRedshiftServerless(stack, 'Subject', { network: networkIn(stack), waivers });
}

/** A network whose functions reach Redshift and its Data API. */
export function networkWithRedshift(stack: Stack): TieredNetwork {
  const services = ec2.InterfaceVpcEndpointAwsService;
  return networkIn(stack, {
    endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(services.REDSHIFT), PrivateEndpoint.of(services.REDSHIFT_DATA)],
  });
}

/** One group that reads, in a cluster beside it. */
function grants(stack: Stack): Construct {
  const network = networkWithRedshift(stack);
  return new RedshiftDatabaseGrants(stack, 'Subject', {
    network,
    warehouse: RedshiftWarehouse.cluster(new SecureRedshiftCluster(stack, 'Warehouse', { network, waivers: zonesPermitting(stack) })),
    groups: [{ name: 'analysts', rights: [RedshiftGroupRight.reader('sales')] }],
  });
}

function copyGrant(stack: Stack): Construct {
  return new RedshiftSnapshotCopyGrant(stack, 'Subject', { network: networkWithRedshift(stack) });
}
