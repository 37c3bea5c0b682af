import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import { Construct } from 'constructs';
import { auditBucket, renderBucketLog } from './redshift-audit-bucket';
import { redshiftParameters } from './redshift-parameters';
import { RedshiftBlueprint, removalPolicyOf } from './redshift-render';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_LOGS } from '../../facts/redshift';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { Tier } from '../../foundation/network/network';

/** The groups that a cluster belongs to. */
export interface RedshiftGroups {
  readonly parameterGroup: redshift.CfnClusterParameterGroup;
  readonly subnetGroup: redshift.CfnClusterSubnetGroup;
}

/** Create the groups of a cluster, which outlive the stack with it. */
export function createGroups(scope: Construct, { props, hardening }: RedshiftBlueprint): RedshiftGroups {
  const removalPolicy = removalPolicyOf(hardening);
  const parameters = redshiftParameters(hardening, props.tls, props.parameters);
  const groups = {
    parameterGroup: new redshift.CfnClusterParameterGroup(scope, 'ParameterGroup', {
      description: `Hardened Redshift of ${scope.node.path}`,
      parameterGroupFamily: 'redshift-1.0',
      parameters: Object.entries(parameters).map(([parameterName, parameterValue]) => ({ parameterName, parameterValue })),
    }),
    subnetGroup: new redshift.CfnClusterSubnetGroup(scope, 'SubnetGroup', {
      description: `Data tier of ${scope.node.path}`,
      subnetIds: props.network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
    }),
  };
  Object.values(groups).forEach((group) => group.applyRemovalPolicy(removalPolicy));
  return groups;
}

/** Where the audit log goes, and what must stand before the cluster writes to it. */
export interface AuditTrail {
  readonly properties?: redshift.CfnCluster.LoggingPropertiesProperty;
  readonly before: Construct[];
}

/** The log groups stand before Redshift would create them without encryption and retention. */
export function createAuditTrail(scope: Construct, { props, hardening, identifier, key }: RedshiftBlueprint): AuditTrail {
  if (!hardening.keeps(Safeguard.LOG_EXPORTS)) {
    return { before: [] };
  }
  const s3Log = props.auditLog?._s3;
  if (s3Log) {
    const bucket = auditBucket(scope, s3Log, { classification: hardening.classification, clusterArn: clusterArn(scope, identifier) });
    return { properties: renderBucketLog(bucket, s3Log.prefix), before: bucket.policy ? [bucket.policy] : [] };
  }
  return {
    properties: { logDestinationType: 'cloudwatch', logExports: [...REDSHIFT_LOGS] },
    before: createLogGroups(scope, `/aws/redshift/cluster/${identifier}`, { key, classification: hardening.classification }),
  };
}

/** One group for each log: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html#db-auditing-cloudwatch-provisioned-log-group */
export function createLogGroups(scope: Construct, path: string, options: Omit<Parameters<typeof encryptedLogGroup>[2], 'logGroupName'>): Construct[] {
  return REDSHIFT_LOGS.map((log) => encryptedLogGroup(scope, `Log-${log}`, { ...options, logGroupName: `${path}/${log}` }));
}

/** Create the cluster itself. */
export function keepCluster(cluster: redshift.CfnCluster, { hardening }: RedshiftBlueprint): void {
  cluster.applyRemovalPolicy(hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT);
}

/** The ARN of a cluster, without a reference to it. */
export function clusterArn(scope: Construct, identifier: string): string {
  return Stack.of(scope).formatArn({ service: 'redshift', resource: 'cluster', resourceName: identifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** The cluster, and all its snapshots. */
export function protectedArns(scope: Construct, identifier: string): string[] {
  return [clusterArn(scope, identifier), Stack.of(scope).formatArn({
    service: 'redshift', resource: 'snapshot', resourceName: `${identifier}/*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })];
}
