import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/**
 * The role with which RDS delivers operating-system metrics of one instance.
 *
 * It does what the AWS managed policy AmazonRDSEnhancedMonitoringRole does, but in this account and region,
 * and in the name of this instance only.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export function monitoringRole(scope: Construct, instanceIdentifier: string): iam.Role {
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, 'MonitoringRole', {
    description: `Delivers enhanced monitoring of ${instanceIdentifier}`,
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: {
        StringEquals: {
          'aws:SourceAccount': stack.account,
          'aws:SourceArn': stack.formatArn({ service: 'rds', resource: 'db', resourceName: instanceIdentifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
        },
      },
    }),
  });
  // the log group is one for all instances of the region, and its name is fixed by RDS
  const group = stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: 'RDSOSMetrics', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  new iam.ManagedPolicy(scope, 'MonitoringPolicy', {
    description: `Enhanced monitoring of ${instanceIdentifier}`,
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
