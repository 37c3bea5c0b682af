import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Settings } from './handler/learn';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { innerFunction } from '../../foundation/functions/inner-function';
import { networkInterfaces } from '../../foundation/functions/network-interfaces';
import { maySendTraces } from '../../foundation/functions/traces';
import { admitService } from '../../foundation/key-access';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { ITieredNetwork } from '../../foundation/network/network';
import { closedGroup, HTTPS } from '../../foundation/network/tier-security-groups';
import { TieredNetwork } from '../../foundation/network/tiered-network';
import { viaService } from '../../foundation/via-service';

/** What the function needs. */
interface FunctionOptions {
  readonly network: ITieredNetwork;
  readonly s3PrefixList?: ec2.IPrefixList;
  readonly key: kms.IKey;
  readonly classification: DataClassification;
  readonly settings: Settings;
  readonly sets: Readonly<Record<'IPV4' | 'IPV6', wafv2.CfnIPSet>>;
}

/** The function, and what it stands on. */
export interface BlocklistFunction {
  readonly handler: lambda.Function;
  readonly policy: iam.ManagedPolicy;
  readonly failures: sqs.Queue;
}

/** Create the function: it reads logs that it is told later, and writes two IP sets. */
export function blocklistFunction(scope: Construct, options: FunctionOptions): BlocklistFunction {
  const { key, classification, network, sets, settings } = options;
  const description = `Blocks addresses for ${scope.node.path}`;
  const logGroup = encryptedLogGroup(scope, 'LogGroup', { key, classification });
  const failures = new sqs.Queue(scope, 'FailedRuns', { encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) });
  admitSchedule(scope, key);
  const functionName = physicalName(scope, 64);
  const role = new iam.Role(scope, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, 'Policy', {
    description,
    roles: [role],
    statements: [
      new iam.PolicyStatement({ sid: 'Sets', actions: ['wafv2:GetIPSet', 'wafv2:UpdateIPSet'], resources: [sets.IPV4.attrArn, sets.IPV6.attrArn] }),
      ...answering(scope, logGroup, failures, key), ...networkInterfaces(scope, functionName), maySendTraces(),
    ],
  });
  const handler = innerFunction(scope, {
    description,
    bundle: 'address-blocklist',
    functionName,
    timeout: Duration.minutes(5),
    memorySize: 512,
    role,
    policies: [policy],
    logGroup,
    failures,
    place: { network, group: functionGroup(scope, options) },
    // two runs at once would take the sets from each other
    reserved: 1,
    answersCloudFormation: false,
    environment: { SETTINGS: JSON.stringify(settings), IPV4: sets.IPV4.ref, IPV6: sets.IPV6.ref },
  });
  return { handler, policy, failures };
}

/**
 * Let EventBridge put what it could not deliver into the encrypted queue.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function admitSchedule(scope: Construct, key: kms.IKey): void {
  admitService(key, 'events.amazonaws.com', { actions: ['kms:GenerateDataKey', 'kms:Decrypt'], sourceAccount: Stack.of(scope).account });
}

/** Let the function read the log of a firewall. */
export function readsFirewallLogs({ handler, policy }: BlocklistFunction, logGroup: logs.ILogGroup): void {
  handler.addEnvironment('FIREWALL_LOG_GROUP', arnOf(handler, logGroup));
  policy.addStatements(new iam.PolicyStatement({ sid: 'FirewallLog', actions: ['logs:FilterLogEvents'], resources: [logGroup.logGroupArn] }));
}

/** Let the function read access logs of this account. */
export function readsAccessLogs({ handler, policy }: BlocklistFunction, bucket: s3.IBucket, prefix: string): void {
  const { account, region } = Stack.of(handler);
  const below = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/${account}/elasticloadbalancing/${region}`;
  handler.addEnvironment('ACCESS_LOG_BUCKET', bucket.bucketName);
  handler.addEnvironment('ACCESS_LOG_PREFIX', below);
  policy.addStatements(
    new iam.PolicyStatement({ sid: 'AccessLogs', actions: ['s3:GetObject'], resources: [bucket.arnForObjects(`${below}/*`)] }),
    new iam.PolicyStatement({
      sid: 'AccessLogNames', actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: { StringLike: { 's3:prefix': `${below}/*` } },
    }),
  );
}

/** Without the `:*` at the end, which the API refuses. */
function arnOf(scope: Construct, logGroup: logs.ILogGroup): string {
  return Stack.of(scope).formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}

/** Reached by nobody; reaches endpoints, and S3. */
function functionGroup(scope: Construct, { network, s3PrefixList }: FunctionOptions): ec2.SecurityGroup {
  const group = closedGroup(scope, 'SecurityGroup', network.vpc, 'Blocks addresses: reaches AWS endpoints, reached by nobody');
  const endpoints = network instanceof TieredNetwork ? network.endpointSecurityGroup : undefined;
  if (endpoints) {
    group.connections.allowTo(endpoints, ec2.Port.tcp(HTTPS), 'Blocklist to VPC endpoints');
  }
  group.addEgressRule(s3PrefixList ? ec2.Peer.prefixList(s3PrefixList.prefixListId) : ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'HTTPS to AWS');
  return group;
}

function answering(scope: Construct, logGroup: logs.ILogGroup, failures: sqs.IQueue, key: kms.IKey): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
    new iam.PolicyStatement({ sid: 'FailedRuns', actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
    new iam.PolicyStatement({
      sid: 'KeyOfFailedRuns',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [key.keyArn],
      conditions: viaService(scope, 'sqs'),
    }),
  ];
}
