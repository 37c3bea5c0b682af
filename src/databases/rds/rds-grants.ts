import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { accessPolicyOf } from '../access-policy';

/** What identities connect to: an instance, a cluster or a proxy. */
export interface DatabaseEndpoint {
  readonly construct: IConstruct;

  /** How IAM names it: `db-…`, `cluster-…` or `prx-…`. */
  readonly resourceId: string;
  readonly iamAuthentication: boolean;

  /** What else must be granted for a database user; nothing when left out. */
  onConnect?(databaseUser: string): void;
}

/** The ARN under which IAM knows a database user. */
export function userArn({ construct, resourceId }: DatabaseEndpoint, databaseUser: string): string {
  const { partition, region, account } = Stack.of(construct);
  return `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${databaseUser}`;
}

/** Rights that an RDS store can give away, each as narrow as IAM allows. */
export class RdsGrants {
  /**
   * Rights on a store or a proxy that somebody else made, in the account and region of the stack.
   *
   * Nothing of it is changed: behind an imported proxy, the role of the proxy must already log in as the same users.
   *
   * Throws `RESOURCE_ID_INVALID` for anything but `db-…`, `cluster-…` or `prx-…`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
   * @param scope a construct of the stack that stands for the account and region
   * @param resourceId how IAM names it: `db-…` of an instance, `cluster-…` of a cluster, `prx-…` of a proxy
   */
  public static imported(scope: Construct, resourceId: string): RdsGrants {
    const problems = new PropProblems('Grants on', scope, 'imported()');
    problems.text('resourceId', resourceId, {
      code: 'RESOURCE_ID_INVALID',
      pattern: /^(db|cluster|prx)-[A-Za-z0-9]+$/,
      allowed: 'db-, cluster- or prx- with letters and digits',
      instead: 'pass the resource id, not the identifier or the ARN',
    });
    problems.throwIfAny();
    return new RdsGrants({ construct: scope, resourceId, iamAuthentication: true });
  }

  /** @internal */
  public static _of(endpoint: DatabaseEndpoint): RdsGrants {
    return new RdsGrants(endpoint);
  }

  /** @internal */
  public get _takesTokens(): boolean {
    return this.endpoint.iamAuthentication;
  }

  private readonly endpoint: DatabaseEndpoint;

  private constructor(endpoint: DatabaseEndpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Let an identity connect as one database user, with a short-lived IAM token instead of a password.
   *
   * The grant names exactly one `dbuser` ARN. The database user must exist and accept IAM tokens
   * (`AWSAuthenticationPlugin` in the MySQL family, the role `rds_iam` in PostgreSQL).
   *
   * Throws `DATABASE_USER_INVALID` for an empty name, one longer than 63 characters or one with wildcards,
   * and `IAM_AUTHENTICATION_OFF` when the safeguard is waived or the engine has none.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
   * @param grantee who may connect
   * @param databaseUser the name inside the database; 1 to 63 characters, no wildcards
   */
  public connect(grantee: iam.IGrantable, databaseUser: string): iam.Grant {
    this.check(databaseUser);
    this.endpoint.onConnect?.(databaseUser);
    return iam.Grant.addToPrincipal({
      grantee: accessPolicyOf(grantee),
      actions: ['rds-db:connect'],
      resourceArns: [userArn(this.endpoint, databaseUser)],
    });
  }

  private check(databaseUser: string): void {
    const problems = new PropProblems('Grant on', this.endpoint.construct, `connect(${quoted(databaseUser)})`);
    const name = known(databaseUser);
    problems.when(databaseUser === '' || (name !== undefined && !/^[^*?\s]{1,63}$/.test(name)), 'DATABASE_USER_INVALID',
      () => `\`databaseUser\` is ${quoted(databaseUser)}, 1 to 63 characters without wildcards or blanks are allowed; name one user`);
    problems.when(!this.endpoint.iamAuthentication, 'IAM_AUTHENTICATION_OFF',
      () => 'this store takes no IAM tokens, because the safeguard is waived or the engine has none; remove the waiver of Safeguard.IAM_AUTHENTICATION, '
        + 'or read a password from a secret of the application');
    problems.throwIfAny();
  }
}
