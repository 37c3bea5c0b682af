import { ArnFormat, Aws, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { FirewallLogs } from './firewall-logs';
import { uniqueName } from './placing';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { WAF_LOG_PREFIX } from '../../facts/web-acl-limits';
import { DataKey } from '../../foundation/data-key';
import { admitService } from '../../foundation/key-access';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { createLogBucket } from '../log-bucket';

/** How decisions are logged. */
interface Logging {
  readonly destination?: FirewallLogs;
  readonly key?: kms.IKey;
  readonly classification: DataClassification;
  readonly secretHeaders: readonly string[];
}

/** Where decisions went. */
interface Kept {
  readonly arn: string;
  readonly logGroup?: logs.LogGroup;
  readonly bucket?: s3.Bucket;
}

/** Log the decisions of a web ACL. */
export function logDecisions(scope: Construct, webAcl: wafv2.CfnWebACL, logging: Logging): Kept {
  const { destination = FirewallLogs.cloudWatch(), secretHeaders } = logging;
  const kept = create(scope, destination, logging);
  const configuration = new wafv2.CfnLoggingConfiguration(scope, 'Logging', {
    resourceArn: webAcl.attrArn,
    logDestinationConfigs: [kept.arn],
    // both are rendered as they are, hence `Name` and not `name`
    redactedFields: secretHeaders.map((header) => ({ singleHeader: { Name: header } })),
    loggingFilter: destination._filter,
  });
  if (kept.bucket?.policy) {
    // else WAF writes a policy of its own, which the one of the stack then replaces
    configuration.node.addDependency(kept.bucket.policy);
  }
  return kept;
}

function create(scope: Construct, destination: FirewallLogs, logging: Logging): Kept {
  switch (destination._destination) {
    case 'logs': return toLogGroup(scope, logging);
    case 's3': return toBucket(scope, logging);
    case 'firehose': return { arn: destination._streamArn! };
  }
}

/**
 * WAF adds the resource policy that lets the delivery service write:
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html
 */
function toLogGroup(scope: Construct, { key: given, classification }: Logging): Kept {
  const key = given ?? new DataKey(scope, 'Key', { classification }).key;
  const logGroup = encryptedLogGroup(scope, 'Logs', { logGroupName: logGroupName(scope, key), key, classification });
  // `logGroupArn` ends with `:*`, the ARN of a destination does not: https://github.com/aws/aws-cdk/issues/18253
  const arn = Stack.of(scope).formatArn({
    service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return { arn, logGroup };
}

/**
 * Unique for each deployed stack, so that a retained log group never stands in the way of the next deployment.
 *
 * The key policy names the log group. In another stack, `AWS::StackId` would be another stack's.
 */
function logGroupName(scope: Construct, key: kms.IKey): string {
  const name = `${WAF_LOG_PREFIX}${uniqueName(scope)}`;
  return Stack.of(key) === Stack.of(scope) ? `${name}-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}` : name;
}

/** The policy that WAF would else write itself: https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html */
function toBucket(scope: Construct, { key: given, classification }: Logging): Kept {
  const { account, partition, region } = Stack.of(scope);
  const sourceArn = `arn:${partition}:logs:${region}:${account}:*`;
  const encryptionKey = given ?? new DataKey(scope, 'Key', { classification }).key;
  admitService(encryptionKey, DELIVERY, { actions: DELIVERY_KEY_ACTIONS, sourceAccount: account, sourceArn });
  // 63 characters at most; the last part of the id of the deployed stack keeps a retained bucket out of the way of the next deployment
  const bucketName = `${WAF_LOG_PREFIX}${physicalName(scope, 37)}-${Fn.select(4, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))))}`;
  const bucket = createLogBucket(scope, { classification, removalPolicy: RemovalPolicy.RETAIN, bucketName, encryptionKey });
  const delivery = {
    principals: [new iam.ServicePrincipal(DELIVERY)],
    conditions: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': sourceArn } },
  };
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'FirewallLogs',
    principals: delivery.principals,
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`AWSLogs/${account}/*`)],
    conditions: { ...delivery.conditions, StringEquals: { ...delivery.conditions.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({ sid: 'FirewallLogsCheck', ...delivery, actions: ['s3:GetBucketAcl'], resources: [bucket.bucketArn] }));
  return { arn: bucket.bucketArn, bucket };
}

const DELIVERY = 'delivery.logs.amazonaws.com';

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html, with the conditions of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html */
const DELIVERY_KEY_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
