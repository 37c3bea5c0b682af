import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CLASSIFICATIONS, DataClassification } from '../../core/data-classification';
import { known } from '../../core/known';
import { admitService } from '../key-access';

/** What an encrypted log group needs. */
export interface EncryptedLogGroupOptions {
  /**
   * The name, where a service dictates it: `/aws/rds/instance/orders/error`.
   *
   * The name must not refer to a resource that is encrypted with the same key: the key policy names the
   * log group, and the two would wait for each other.
   *
   * @default - CloudFormation generates `<stack>-<logical id>-<random>`
   */
  readonly logGroupName?: string;

  /** The key. CloudWatch Logs of the stack's region is admitted to it for this log group, unless the key is imported. */
  readonly key: kms.IKey;

  /** Sets the retention. */
  readonly classification: DataClassification;
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html#cmk-permissions
const ACTIONS = ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'];

/**
 * A log group with a customer key and a retention, which outlives its stack.
 *
 * The policy of an imported key is not changed: its owner must admit `logs.<region>.amazonaws.com`, else
 * CloudFormation fails to create the log group.
 */
export function encryptedLogGroup(scope: Construct, id: string, options: EncryptedLogGroupOptions): logs.LogGroup {
  const logGroup = new logs.LogGroup(scope, id, {
    logGroupName: options.logGroupName,
    encryptionKey: options.key,
    retention: CLASSIFICATIONS[options.classification].logRetention,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const stack = Stack.of(logGroup);
  const name = options.logGroupName ?? generatedName(logGroup, options.key);
  // the principal is regional and carries the suffix of the partition: `logs.cn-north-1.amazonaws.com.cn`
  admitService(options.key, `logs.${stack.region}.${stack.urlSuffix}`, {
    actions: ACTIONS,
    encryptionContext: { 'aws:logs:arn': `arn:${stack.partition}:logs:${stack.region}:${stack.account}:log-group:${name}` },
  });
  return logGroup;
}

/** A pattern for the name that CloudFormation will generate, without a reference to the log group. */
function generatedName(logGroup: logs.LogGroup, key: kms.IKey): string {
  const stack = Stack.of(logGroup);
  const resource = logGroup.node.defaultChild as logs.CfnLogGroup;
  // the name of a nested stack is a reference to it, which only its own template can make without a cycle
  const stackName = Stack.of(key) === stack ? stack.stackName : known(stack.stackName) ?? '*';
  return `${stackName}-${resource.logicalId}-*`;
}
