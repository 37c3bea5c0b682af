import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { functionRole } from './database-users-role';
import { UserSecrets } from './user-secrets';
import { DataClassification } from '../../core/data-classification';
import { physicalName } from '../../core/physical-name';
import { innerFunction } from '../../foundation/functions/inner-function';
import { encryptedLogGroup } from '../../foundation/logs/encrypted-log-group';

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
  const handler = innerFunction(scope, {
    description: `Makes the database users of ${scope.node.path}`,
    bundle: 'database-users',
    functionName,
    // the longest that Lambda runs
    timeout: Duration.minutes(15),
    memorySize: 512,
    role,
    policies,
    logGroup,
    failures,
    place: { network: props.network, group },
    reserved: reserved === 0 ? undefined : reserved,
    answersCloudFormation: true,
  });
  return { handler, failures };
}
