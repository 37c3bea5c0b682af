import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { checkRegion } from '../../foundation/home-region';
import { DatabaseUsers } from '../users/database-users';

/** Properties of `MasterSecretLock`. */
export interface MasterSecretLockProps {
  /** The secret: `masterSecret` of the store. */
  readonly secret: secretsmanager.ISecret;

  /**
   * What makes the users of the database; their functions go on reading the secret. Name all of the database: one that is left out fails
   * the synth (`USERS_LOCKED_OUT`).
   *
   * @default - no `DatabaseUsers` works on the database
   */
  readonly users?: DatabaseUsers[];

  /**
   * Roles for an emergency, which should be entered with MFA alone, such as the `administratorRole` of a `DeletionGuard`. They need the
   * right to read the secret, too: the lock takes rights away and gives none.
   *
   * @default - nobody
   */
  readonly breakGlass?: iam.IRole[];

  /**
   * ARNs of further roles or users for an emergency, for those whose names end in something that nobody knows, as with IAM Identity Center:
   * `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dba_*`. `*` is taken at the end only, after the
   * beginning of a name.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   * @default - nobody
   */
  readonly breakGlassArns?: string[];
}

/** What the lock takes; `BatchGetSecretValue` asks for it for each secret: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_BatchGetSecretValue.html */
const READ = 'secretsmanager:GetSecretValue';

/** Secrets that have a lock: a secret has one policy, and a second lock would replace the first. */
const LOCKED = new WeakSet<secretsmanager.ISecret>();

/**
 * Denies everybody of the account to read the master secret of a database: its administrators too, whatever their own policies allow.
 *
 * Who is let through: the functions of `users`, those who are there for an emergency, and AWS itself. AWS does not say as whom RDS comes,
 * so all the ways in which a service can come are left open: as a service principal (`aws:PrincipalIsAWSService`), on behalf of somebody
 * (`aws:ViaAWSService`), in a service-linked role, and from an account of its own.
 *
 * ```ts
 * import { DatabaseUsers, DeletionGuard, MasterSecretLock, SecureRdsInstance } from 'cdk-hardened-databases';
 *
 * declare const orders: SecureRdsInstance;
 * declare const users: DatabaseUsers;
 * declare const guard: DeletionGuard;
 *
 * new MasterSecretLock(this, 'OrdersLock', { secret: orders.masterSecret!, users: [users], breakGlass: [guard.administratorRole] });
 * ```
 *
 * Make it in the stack of the `users`: theirs depends on the stack of the store, not the other way round.
 *
 * ### What this does not do
 *
 * - It stops nobody who may change the policy of the secret (`secretsmanager:PutResourcePolicy`) or set another password
 *   (`rds:ModifyDBInstance`, `rds:ModifyDBCluster`): both are told by `ChangeAlarms`, and a `DeletionGuard` denies the second.
 * - It was not tried on AWS. After the first deployment, rotate once (`aws rds modify-db-instance --rotate-master-user-password`) and see that
 *   `SecretStatus` is `active` again; hence no store has a lock by default.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
 */
export class MasterSecretLock extends Construct {
  /** The policy of the secret. */
  public readonly policy: secretsmanager.CfnResourcePolicy;

  /**
   * Throws one error with all problems: `MASTER_SECRET_MISSING` for a store whose master user has no password, `SECRET_LOCKED_TWICE`,
   * `SECRET_ELSEWHERE` for one of another region, and `BREAK_GLASS_ARN_INVALID`; at synth `USERS_LOCKED_OUT`.
   */
  public constructor(scope: Construct, id: string, props: MasterSecretLockProps) {
    const problems = new PropProblems('MasterSecretLock', scope, id);
    check(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    const { secret } = props;
    LOCKED.add(secret);
    this.policy = new secretsmanager.CfnResourcePolicy(this, 'Resource', {
      secretId: secret.secretArn,
      resourcePolicy: new iam.PolicyDocument({ statements: [denial(this, props)] }),
      blockPublicPolicy: true,
    });
    this.node.addValidation({ validate: () => lockedOut(this, props) });
  }
}

/** Users of the same database that the lock does not name: their function could not read the secret any more. */
function lockedOut(lock: MasterSecretLock, { secret, users = [] }: MasterSecretLockProps): string[] {
  return lock.node.root.node.findAll()
    .filter((one): one is DatabaseUsers => one instanceof DatabaseUsers && one._masterSecret === secret && !users.includes(one))
    .map(({ node: { path } }) => `USERS_LOCKED_OUT: '${path}' makes users of the same database, but \`users\` does not name it, so that its function could not read the secret; `
      + 'name it in `users`');
}

function denial(scope: Construct, { users = [], breakGlass = [], breakGlassArns = [] }: MasterSecretLockProps): iam.PolicyStatement {
  const { partition, account } = Stack.of(scope);
  const functions = users.map(({ handler }) => handler.role!.roleArn);
  return new iam.PolicyStatement({
    sid: 'MasterSecretLock',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: [READ],
    // the secret that carries the policy
    resources: ['*'],
    // all must hold: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    conditions: {
      StringEquals: { 'aws:PrincipalAccount': account },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
      ArnNotLike: {
        'aws:PrincipalArn': [
          `arn:${partition}:iam::${account}:role/aws-service-role/*`, ...functions, ...breakGlass.map(({ roleArn }) => roleArn), ...breakGlassArns,
        ],
      },
    },
  });
}

function check(scope: Construct, { secret, breakGlassArns = [] }: MasterSecretLockProps, problems: PropProblems): void {
  // plain JavaScript, and `masterSecret!` of a store without a password
  const given = secret as secretsmanager.ISecret | undefined;
  problems.when(given === undefined, 'MASTER_SECRET_MISSING', () => (
    '`secret` is not set: the master user has no password, and so there is no secret to be locked; remove the lock'));
  problems.when(given !== undefined && LOCKED.has(given), 'SECRET_LOCKED_TWICE', () => (
    '`secret` has a lock already, and a secret has one policy; name all users and roles in one lock'));
  checkRegion(scope, 'secret', given, 'make the lock in that region', problems);
  for (const arn of breakGlassArns) {
    problems.when(!/^arn:[\w-]+:iam::\d{12}:(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]+\*?$/.test(known(arn) ?? 'arn:aws:iam::111122223333:role/any'), 'BREAK_GLASS_ARN_INVALID', () => (
      `\`breakGlassArns\` has ${quoted(arn)}, allowed are ARNs of roles and users, with * at the end at most, after the beginning of a name; `
      + 'write it as arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dba_*'));
  }
}
