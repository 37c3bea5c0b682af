import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { functionRole } from './database-users-role';
import { UserSecrets } from './user-secrets';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
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
export function usersFunction(scope: Construct, props: DatabaseUsersProps, secrets: UserSecrets, group: ec2.ISecurityGroup): UsersFunction {
  const { encryptionKey: key } = props.server._parts;
  const classification = props.classification ?? DataClassification.CONFIDENTIAL;
  const logGroup = encryptedLogGroup(scope, 'LogGroup', { key, classification });
  const failures = new sqs.Queue(scope, 'FailedRequests', { encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) });
  const functionName = physicalName(scope, 64);
  const { role, policies } = functionRole(scope, props, secrets, { functionName, logGroup, failures });
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
    // the error comes with it; the other one is what AWS Config looks for
    onFailure: new destinations.SqsDestination(failures),
    // a request that is tried again minutes later would undo the rollback that CloudFormation has begun meanwhile
    retryAttempts: 0,
    reservedConcurrentExecutions: reserved === 0 ? undefined : reserved,
  });
  handler.node.addDependency(...policies);
  return { handler, failures };
}
