import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * The role with which RDS delivers operating-system metrics of one store: an instance, or the members of a cluster.
 *
 * It does what the AWS managed policy AmazonRDSEnhancedMonitoringRole does, but in this account and region,
 * and in the name of these instances only.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export function monitoringRole(scope: Construct, storeIdentifier: string, instanceIdentifiers: readonly string[] = [storeIdentifier]): iam.Role {
  const stack = Stack.of(scope);
  const arns = instanceIdentifiers.map((resourceName) => stack.formatArn({ service: 'rds', resource: 'db', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }));
  const role = new iam.Role(scope, 'MonitoringRole', {
    description: `Delivers enhanced monitoring of ${storeIdentifier}`,
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': stack.account,
          'aws:SourceArn': arns.length === 1 ? arns[0] : arns,
        },
      },
    }),
  });
  // the log group is one for all instances of the region, and its name is fixed by RDS
  const group = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: 'RDSOSMetrics', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  new iam.ManagedPolicy(scope, 'MonitoringPolicy', {
    description: `Enhanced monitoring of ${storeIdentifier}`,
    roles: [role],
    statements: [
      new iam.PolicyStatement({ actions: ['logs:CreateLogGroup', 'logs:PutRetentionPolicy'], resources: [group] }),
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents'],
        resources: [`${group}:log-stream:*`],
      }),
    ],
  });
  return role;
}
