import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { RedshiftAuditLog } from '../../../src/databases/redshift/redshift-audit-log';
import { RedshiftDatabaseGrants } from '../../../src/databases/redshift/redshift-database-grants';
import { RedshiftGroupRight } from '../../../src/databases/redshift/redshift-group-right';
import { RedshiftSnapshotCopyGrant } from '../../../src/databases/redshift/redshift-snapshot-copy-grant';
import { RedshiftUsageLimit } from '../../../src/databases/redshift/redshift-usage-limit';
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

/** What clusters and workgroups make when they are asked for more: judged as the constructs are, and neither pinned nor sabotaged anew. */
export const REDSHIFT_VARIANTS: readonly Subject[] = [{ name: 'Redshift with a bucket log, usage limits and a schedule', build: variants }];

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
    endpoints: [
      ...PrivateEndpoint.needed(), PrivateEndpoint.of(services.REDSHIFT), PrivateEndpoint.of(services.REDSHIFT_DATA),
      PrivateEndpoint.of(new ec2.InterfaceVpcEndpointAwsService('redshift-serverless')),
    ],
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

function variants(stack: Stack): Construct {
  const network = networkWithRedshift(stack);
  new SecureRedshiftServerless(stack, 'Serverless', { network, usageLimits: [RedshiftUsageLimit.serverlessCompute(100)] });
  return new SecureRedshiftCluster(stack, 'Subject', {
    network,
    auditLog: RedshiftAuditLog.s3(),
    usageLimits: [RedshiftUsageLimit.spectrum(10), RedshiftUsageLimit.concurrencyScaling(60)],
    recovery: { schedule: ['rate(6 hours)'] },
    waivers: zonesPermitting(stack),
  });
}

function copyGrant(stack: Stack): Construct {
  return new RedshiftSnapshotCopyGrant(stack, 'Subject', { network: networkWithRedshift(stack) });
}
