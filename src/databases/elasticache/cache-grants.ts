import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { CacheUsers } from './cache-users';
import { PropProblems, quoted } from '../../core/check-props';
import { accessPolicyOf } from '../access-policy';

/** What identities connect to. */
export interface CacheEndpoint {
  readonly construct: IConstruct;

  /** The ARN of the replication group or of the serverless cache. */
  readonly arn: string;

  /** The users; none where an AUTH token stands in for them. */
  readonly users?: CacheUsers;
}

/** Rights that a cache can give away, each as narrow as IAM allows. */
export class CacheGrants {
  /** @internal */
  public static _of(endpoint: CacheEndpoint): CacheGrants {
    return new CacheGrants(endpoint);
  }

  private readonly endpoint: CacheEndpoint;

  private constructor(endpoint: CacheEndpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Let an identity log in as one user of the cache, with a short-lived IAM token instead of a password.
   *
   * The grant names exactly two ARNs: the cache and the user. What the user may do is said by its `AccessString`.
   *
   * Throws `USER_UNKNOWN` for a user that the cache does not have, and `IAM_AUTHENTICATION_OFF` for a cache with an AUTH token.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   * @param grantee who may connect
   * @param user the name under which the user was added
   */
  public connect(grantee: iam.IGrantable, user: string): iam.Grant {
    const { construct, arn, users } = this.endpoint;
    const problems = new PropProblems('Grant on', construct, `connect(${quoted(user)})`);
    problems.when(users === undefined, 'IAM_AUTHENTICATION_OFF',
      () => 'this cache takes an AUTH token and no IAM tokens; remove `authToken` and the waiver of Safeguard.IAM_AUTHENTICATION, or let the identity read the secret');
    const login = users?.loginOf(user);
    problems.when(users !== undefined && login === undefined, 'USER_UNKNOWN',
      () => `\`user\` is ${quoted(user)}, the cache has ${users!.names.join(', ') || 'no users'}; add it with addUser(...)`);
    problems.throwIfAny();
    return iam.Grant.addToPrincipal({
      grantee: accessPolicyOf(grantee),
      actions: ['elasticache:Connect'],
      resourceArns: [arn, users!.arnOf('user', login!)],
    });
  }
}
