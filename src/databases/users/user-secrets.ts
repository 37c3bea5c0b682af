import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IDependable } from 'constructs';
import { DatabaseUser, DatabaseUsersProps } from './database-users-props';
import { PasswordSource, UserAuthentication } from './user-authentication';
import { DataKey } from '../../foundation/data-key';

/** The secrets of users, by name; those that are rotated were made here. */
export interface UserSecrets {
  readonly all: ReadonlyMap<string, secretsmanager.ISecret>;
  readonly rotated: readonly RotatedSecret[];
}

/** A secret, and how often it gets a new password. */
export interface RotatedSecret {
  readonly secret: secretsmanager.Secret;
  readonly days: number;
}

/** How a user proves who it is: as declared, else with IAM tokens, else with a rotated secret. */
export function passwordOf({ authentication }: DatabaseUser, { server }: DatabaseUsersProps): PasswordSource | undefined {
  return (authentication ?? (server._parts.iamAuthentication ? UserAuthentication.iamToken() : UserAuthentication.rotatedSecret()))._password;
}

/**
 * Make the secrets of users who have one.
 *
 * Their key is not the key of the data: who reads the secret of a user may decrypt with it.
 */
export function userSecrets(scope: Construct, props: DatabaseUsersProps): UserSecrets {
  const all = new Map<string, secretsmanager.ISecret>();
  const rotated: RotatedSecret[] = [];
  let key: DataKey | undefined;
  for (const user of props.users) {
    const password = passwordOf(user, props);
    if (password?.every !== undefined) {
      key ??= new DataKey(scope, 'SecretsKey', { classification: props.classification, description: `Passwords of the database users of ${scope.node.path}` });
      const secret = rotatedSecret(scope, user.name, props, key);
      rotated.push({ secret, days: password.every.toDays() });
      all.set(user.name, secret);
    } else if (password?.secret !== undefined) {
      all.set(user.name, password.secret);
    }
  }
  return { all, rotated };
}

/** The keys that clients know from the secrets of RDS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html */
function rotatedSecret(scope: Construct, username: string, { server }: DatabaseUsersProps, { key }: DataKey): secretsmanager.Secret {
  const { engine, clientHost: host, clientPort: port } = server._parts;
  return new secretsmanager.Secret(scope, `Secret-${username}`, {
    description: `The database user ${username} of ${scope.node.path}`,
    encryptionKey: key,
    generateSecretString: {
      secretStringTemplate: Stack.of(scope).toJsonString({ engine, host, port, username }),
      generateStringKey: 'password',
      passwordLength: 43,
      excludePunctuation: true,
    },
    // the password is worth nothing when the user is gone; Secrets Manager keeps it for 30 days more
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/**
 * Have the secrets rotated by the function that has made the users, and that alone holds the master credential.
 *
 * @param users what must be there before the first rotation
 */
export function rotateSecrets(scope: Construct, { rotated }: UserSecrets, handler: lambda.Function, users: IDependable): void {
  if (rotated.length === 0) {
    return;
  }
  const permission = new lambda.CfnPermission(scope, 'RotationPermission', {
    functionName: handler.functionArn,
    action: 'lambda:InvokeFunction',
    principal: new iam.ServicePrincipal('secretsmanager.amazonaws.com').service,
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot_rotation.html: whose secrets they are
    sourceAccount: Stack.of(scope).account,
  });
  for (const { secret, days } of rotated) {
    const schedule = new secretsmanager.CfnRotationSchedule(secret, 'Rotation', {
      secretId: secret.secretArn,
      rotationLambdaArn: handler.functionArn,
      rotationRules: { automaticallyAfterDays: days },
    });
    schedule.node.addDependency(permission, users);
  }
}
