import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DatabaseUsersProps } from './database-users-props';
import { UserSecrets } from './user-secrets';
import { networkInterfaces } from '../../foundation/functions/network-interfaces';
import { maySendTraces } from '../../foundation/functions/traces';
import { viaService } from '../../foundation/via-service';

/** What the function writes to. */
export interface FunctionOutputs {
  readonly functionName: string;
  readonly logGroup: logs.ILogGroup;
  readonly failures: sqs.IQueue;
}

/** The role of the function, and the policies that must be attached before it runs. */
export interface FunctionRole {
  readonly role: iam.Role;
  readonly policies: iam.ManagedPolicy[];
}

// a policy has at most 6144 characters, and the ARN of a secret up to 130: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const SECRETS_PER_POLICY = 40;

/** A role has at most 10 managed policies, of which one is for everything else. */
export const MAX_SECRETS = 9 * SECRETS_PER_POLICY;

/** Create the role of the function. */
export function functionRole(scope: Construct, props: DatabaseUsersProps, secrets: UserSecrets, outputs: FunctionOutputs): FunctionRole {
  const description = `Makes the database users of ${scope.node.path}`;
  const role = new iam.Role(scope, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = (id: string, statements: iam.PolicyStatement[]) => new iam.ManagedPolicy(scope, id, { description, roles: [role], statements });
  const rotated = secrets.rotated.map(({ secret }) => secret);
  const read = [...secrets.all.values()].filter((secret) => !rotated.some((each) => each === secret));
  return {
    role,
    policies: [
      policy('Policy', [
        ...masterAccess(scope, props, secrets), ...answering(scope, props, outputs), ...networkInterfaces(scope, outputs.functionName),
        maySendTraces(),
      ]),
      ...chunks(read).map((some, index) => policy(`SecretsPolicy${index}`, [reading('SecretsOfUsers', some)])),
      ...chunks(rotated).map((some, index) => policy(`RotationPolicy${index}`, [reading('RotatedSecrets', some, ROTATION)])),
    ],
  };
}

function chunks<T>(all: readonly T[]): T[][] {
  const size = SECRETS_PER_POLICY;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
const ROTATION = ['DescribeSecret', 'PutSecretValue', 'UpdateSecretVersionStage'].map((action) => `secretsmanager:${action}`);

function reading(sid: string, secrets: readonly secretsmanager.ISecret[], more: readonly string[] = []): iam.PolicyStatement {
  const resources = secrets.map((secret) => secret.secretFullArn ?? secret.secretArn);
  return new iam.PolicyStatement({ sid, actions: ['secretsmanager:GetSecretValue', ...more], resources });
}

/** One secret for the master credential; the keys of all secrets, through Secrets Manager only. */
function masterAccess(scope: Construct, { server }: DatabaseUsersProps, { all, rotated }: UserSecrets): iam.PolicyStatement[] {
  const { masterSecret, encryptionKey } = server._parts;
  const own = rotated.length === 0 ? [] : [rotated[0].secret.encryptionKey!];
  const keys = new Set([encryptionKey, ...[...all.values()].flatMap((secret) => secret.encryptionKey ?? [])].map(({ keyArn }) => keyArn));
  return [
    reading('MasterSecret', [masterSecret!]),
    keyUse(scope, 'KeysOfSecrets', { keys: [...keys], actions: ['kms:Decrypt'], service: 'secretsmanager' }),
    ...own.map(({ keyArn }) => keyUse(scope, 'KeyOfRotatedSecrets', { keys: [keyArn], actions: ['kms:GenerateDataKey'], service: 'secretsmanager' })),
  ];
}

function answering(scope: Construct, { server }: DatabaseUsersProps, { logGroup, failures }: FunctionOutputs): iam.PolicyStatement[] {
  const keys = [server._parts.encryptionKey.keyArn];
  return [
    new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
    new iam.PolicyStatement({ sid: 'FailedRequests', actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
    keyUse(scope, 'KeyOfFailedRequests', { keys, actions: ['kms:GenerateDataKey', 'kms:Decrypt'], service: 'sqs' }),
  ];
}

interface KeyUse {
  readonly keys: string[];
  readonly actions: string[];
  readonly service: string;
}

function keyUse(scope: Construct, sid: string, { keys, actions, service }: KeyUse): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, actions, resources: keys, conditions: viaService(scope, service) });
}
