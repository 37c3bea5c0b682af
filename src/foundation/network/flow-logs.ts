import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DataClassification } from '../../core/data-classification';
import { encryptedLogGroup } from '../logs/encrypted-log-group';

/** How logs of a network are kept. */
export interface LogKeeping {
  readonly key: kms.IKey;
  readonly classification: DataClassification;
}

/** Record all traffic of a VPC, accepted and rejected, in an encrypted log group. */
export function recordTraffic(scope: Construct, vpc: ec2.IVpc, keeping: LogKeeping): ec2.FlowLog {
  const logGroup = encryptedLogGroup(scope, 'FlowLogGroup', keeping);
  // The L2 would add an inline policy to the role; a role that takes no policy updates keeps ours alone.
  const role = deliveryRole(scope, logGroup).withoutPolicyUpdates();
  return new ec2.FlowLog(scope, 'FlowLog', {
    resourceType: ec2.FlowLogResourceType.fromVpc(vpc),
    trafficType: ec2.FlowLogTrafficType.ALL,
    destination: ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role),
  });
}

function deliveryRole(scope: Construct, logGroup: logs.ILogGroup): iam.Role {
  const stack = Stack.of(scope);
  const policy = new iam.ManagedPolicy(scope, 'FlowLogPolicy', {
    description: 'Lets the VPC write its flow log to one log group',
    statements: [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })],
  });
  // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html asks for both conditions (confused deputy)
  return new iam.Role(scope, 'FlowLogRole', {
    description: 'Writes the flow log of the VPC',
    managedPolicies: [policy],
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ec2', resource: 'vpc-flow-log', resourceName: '*' }) },
    }),
  });
}
