import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { accessPolicyOf } from '../access-policy';

/** How a warehouse lets identities in. */
export interface WarehouseEndpoint {
  readonly construct: IConstruct;

  /** The first database. */
  readonly database: string;

  /** By its own name an identity comes in with these rights. */
  readonly ownName: { readonly action: string; readonly arns: readonly string[] };

  /** The ARN of a user, a group or a database; absent where identities come in by their own name only. */
  arnOf?(kind: 'dbuser' | 'dbgroup' | 'dbname', name: string): string;
}

/** Rights that a Redshift warehouse can give away, each as narrow as IAM allows. */
export class RedshiftGrants {
  /** @internal */
  public static _of(endpoint: WarehouseEndpoint): RedshiftGrants {
    return new RedshiftGrants(endpoint);
  }

  private readonly endpoint: WarehouseEndpoint;

  private constructor(endpoint: WarehouseEndpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Let an identity connect as one database user of a cluster, with a password that lives for an hour at most.
   *
   * The grant names exactly one user, the first database and the groups. The user must exist; it has the rights of these groups as long as
   * the session lasts.
   *
   * Throws `DATABASE_USER_INVALID` and `DATABASE_GROUP_INVALID` for names that are empty, longer than 64 characters or hold wildcards, and
   * `DATABASE_USER_UNSUPPORTED` for Redshift Serverless, where identities connect by their own name.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html
   * @param grantee who may connect
   * @param databaseUser the name inside the database; 1 to 63 characters, no wildcards
   * @param groups groups that the session joins, such as those of `RedshiftDatabaseGrants`; none when left out
   */
  public connect(grantee: iam.IGrantable, databaseUser: string, groups: string[] = []): iam.Grant {
    const { arnOf, database } = this.endpoint;
    this.check(databaseUser, groups);
    const principal = accessPolicyOf(grantee);
    const grant = iam.Grant.addToPrincipal({
      grantee: principal,
      actions: ['redshift:GetClusterCredentials'],
      resourceArns: [arnOf!('dbuser', databaseUser), arnOf!('dbname', database)],
    });
    return groups.length === 0 ? grant : grant.combine(iam.Grant.addToPrincipal({
      grantee: principal, actions: ['redshift:JoinGroup'], resourceArns: groups.map((group) => arnOf!('dbgroup', group)),
    }));
  }

  /**
   * Let an identity connect by its own name (`IAMR:` and the name of the role), with a password that lives for an hour at most.
   *
   * Redshift makes the user at the first login; it has the rights of `PUBLIC`, and those that are granted to it.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/generating-iam-credentials-role-permissions.html
   * @param grantee who may connect
   */
  public connectByOwnName(grantee: iam.IGrantable): iam.Grant {
    const { action, arns } = this.endpoint.ownName;
    return iam.Grant.addToPrincipal({ grantee: accessPolicyOf(grantee), actions: [action], resourceArns: [...arns] });
  }

  private check(databaseUser: string, groups: string[]): void {
    const problems = new PropProblems('Grant on', this.endpoint.construct, `connect(${quoted(databaseUser)})`);
    checkName('databaseUser', 'DATABASE_USER_INVALID', databaseUser, problems);
    groups.forEach((group, index) => checkName(`groups[${index}]`, 'DATABASE_GROUP_INVALID', group, problems));
    problems.when(this.endpoint.arnOf === undefined, 'DATABASE_USER_UNSUPPORTED',
      () => 'Redshift Serverless knows no credentials for a named user; use `connectByOwnName`');
    problems.throwIfAny();
  }
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html */
function checkName(name: string, code: string, value: string, problems: PropProblems): void {
  const given = known(value);
  problems.when(value === '' || (given !== undefined && !/^[^*?\s/:]{1,64}$/.test(given)), code,
    () => `\`${name}\` is ${quoted(value)}, 1 to 64 characters without wildcards, blanks, slashes and colons are allowed; name one`);
}
