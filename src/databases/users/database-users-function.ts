import { join } from 'path';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { maySendTraces } from '../../foundation/functions/traces';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';
import { Tier } from '../../foundation/network/network';

/** Made by scripts/bundle-handlers.ts. */
const BUNDLE = join(__dirname, '..', '..', '..', 'assets', 'database-users');

/** The longest that Lambda runs. */
const TIMEOUT = Duration.minutes(15);

/** The function that makes the users, and what it stands on. */
export interface UsersFunction {
  readonly handler: lambda.Function;
  readonly failures: sqs.Queue;
}

/** Create the function: the only one that reads the master secret. */
export function usersFunction(scope: Construct, props: DatabaseUsersProps, group: ec2.ISecurityGroup): UsersFunction {
  const { encryptionKey: key } = props.server._parts;
  const classification = props.classification ?? DataClassification.CONFIDENTIAL;
  const logGroup = encryptedLogGroup(scope, 'LogGroup', { key, classification });
  const failures = new sqs.Queue(scope, 'FailedRequests', { encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) });
  const functionName = physicalName(scope, 64);
  const { role, policy } = functionRole(scope, [
    ...secretAccess(scope, props), ...answering(scope, { logGroup, failures, key }), ...networkInterfaces(scope, functionName), maySendTraces(),
  ]);
  const reserved = props.reservedConcurrency ?? 1;
  const handler = new lambda.Function(scope, 'Handler', {
    description: `Makes the database users of ${scope.node.path}`,
    functionName,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(BUNDLE),
    timeout: TIMEOUT,
    memorySize: 512,
    // without this, the CDK would add an inline policy
    role: role.withoutPolicyUpdates(),
    vpc: props.network.vpc,
    vpcSubnets: { subnets: props.network.subnets(Tier.APP) },
    securityGroups: [group],
    logGroup,
    tracing: lambda.Tracing.ACTIVE,
    deadLetterQueue: failures,
    onFailure: new destinations.SqsDestination(failures),
    // a request that is tried again minutes later would undo the rollback that CloudFormation has begun meanwhile
    retryAttempts: 0,
    reservedConcurrentExecutions: reserved === 0 ? undefined : reserved,
  });
  handler.node.addDependency(policy);
  return { handler, failures };
}

function functionRole(scope: Construct, statements: iam.PolicyStatement[]): { readonly role: iam.Role; readonly policy: iam.ManagedPolicy } {
  const description = `Makes the database users of ${scope.node.path}`;
  const role = new iam.Role(scope, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  return { role, policy: new iam.ManagedPolicy(scope, 'Policy', { description, roles: [role], statements }) };
}

/** One secret for the master credential, those of declared users, and their keys through Secrets Manager only. */
function secretAccess(scope: Construct, { server, users }: DatabaseUsersProps): iam.PolicyStatement[] {
  const { masterSecret, encryptionKey } = server._parts;
  const secrets = [masterSecret!, ...users.flatMap(({ secret }) => secret ?? [])];
  const keys = new Set([encryptionKey, ...users.flatMap(({ secret }) => secret?.encryptionKey ?? [])].map(({ keyArn }) => keyArn));
  return [
    new iam.PolicyStatement({ sid: 'Secrets', actions: ['secretsmanager:GetSecretValue'], resources: secrets.map((secret) => secret.secretFullArn ?? secret.secretArn) }),
    new iam.PolicyStatement({ sid: 'KeysOfSecrets', actions: ['kms:Decrypt'], resources: [...keys], conditions: via(scope, 'secretsmanager') }),
  ];
}

interface Answering {
  readonly logGroup: logs.ILogGroup;
  readonly failures: sqs.IQueue;
  readonly key: kms.IKey;
}

function answering(scope: Construct, { logGroup, failures, key }: Answering): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
    new iam.PolicyStatement({ sid: 'FailedRequests', actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
    new iam.PolicyStatement({
      sid: 'KeyOfFailedRequests', actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn], conditions: via(scope, 'sqs'),
    }),
  ];
}

function via(scope: Construct, service: string): { readonly [operator: string]: { readonly [key: string]: string } } {
  const { region, urlSuffix } = Stack.of(scope);
  return { StringEquals: { 'kms:ViaService': `${service}.${region}.${urlSuffix}` } };
}

/**
 * What Lambda needs to attach the function to the network, and a denial for the code itself.
 *
 * The actions know no resource when Lambda checks the role. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function networkInterfaces(scope: Construct, functionName: string): iam.PolicyStatement[] {
  const actions = ['CreateNetworkInterface', 'DescribeNetworkInterfaces', 'DescribeSubnets', 'DeleteNetworkInterface', 'AssignPrivateIpAddresses',
    'UnassignPrivateIpAddresses'].map((action) => `ec2:${action}`);
  const arn = Stack.of(scope).formatArn({ service: 'lambda', resource: 'function', resourceName: functionName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return [
    new iam.PolicyStatement({ sid: 'NetworkInterfaces', actions, resources: ['*'] }),
    new iam.PolicyStatement({
      sid: 'NotFromWithin', effect: iam.Effect.DENY, actions, resources: ['*'], conditions: { ArnEquals: { 'lambda:SourceFunctionArn': arn } },
    }),
  ];
}
