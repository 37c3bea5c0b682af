import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { LogKeeping } from './flow-logs';
import { encryptedLogGroup } from '../logs/encrypted-log-group';

/** One per stack, made by `restrictDefaultSecurityGroup` of `ec2.Vpc`. */
const PROVIDER_ID = 'Custom::VpcRestrictDefaultSGCustomResourceProvider';

/**
 * Give the CDK's helper that empties the default security group an encrypted log group with a
 * retention, and a customer managed policy in place of `AWSLambdaBasicExecutionRole`.
 *
 * The helper is shared by all VPCs of a stack: the first network equips it.
 */
export function hardenDefaultGroupHelper(vpc: ec2.IVpc, keeping: LogKeeping): void {
  const provider = Stack.of(vpc).node.tryFindChild(PROVIDER_ID);
  const handler = provider?.node.tryFindChild('Handler');
  if (!provider || !CfnResource.isCfnResource(handler) || provider.node.tryFindChild('LogGroup')) {
    return;
  }
  const logGroup = encryptedLogGroup(provider, 'LogGroup', keeping);
  handler.addPropertyOverride('LoggingConfig', { LogGroup: logGroup.logGroupName });

  // absent when the app brings its roles along (`iam.Role.customizeRoles`)
  const role = provider.node.tryFindChild('Role');
  if (CfnResource.isCfnResource(role)) {
    const policy = new iam.ManagedPolicy(provider, 'LogPolicy', {
      description: 'Lets the helper that empties default security groups write its log',
      statements: [new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      })],
    });
    role.addPropertyOverride('ManagedPolicyArns', [policy.managedPolicyArn]);
  }
}
