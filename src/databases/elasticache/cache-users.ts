import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import { AccessString } from './access-string';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { DEFAULT_USER } from '../../facts/cache-engines';
import { MAX_USER_IDENTIFIER } from '../../facts/cache-limits';

/** Users by the name that the application knows them by. */
export type AccessByUser = { readonly [name: string]: AccessString };

/** No right at all, and no login. */
const DISABLED = 'off -@all';

// Valkey caches take user groups of either engine, Redis OSS caches only those of Redis, and only these let the disabled user be seen in the
// template; so an upgrade from one engine to the other keeps its users: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
const ENGINE = 'redis';

/**
 * The users of a cache, and the group that binds them to it.
 *
 * Every user logs in with IAM tokens. The user `default`, whom every client is that does not log in, is replaced by one that is
 * switched off and may do nothing.
 */
export class CacheUsers extends Construct {
  public readonly group: elasticache.CfnUserGroup;
  private readonly users = new Map<string, elasticache.CfnUser>();
  private readonly disabled: elasticache.CfnUser;

  public constructor(scope: Construct, id: string, access: AccessByUser, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const home = new Construct(this, 'DefaultUser');
    this.disabled = new elasticache.CfnUser(home, 'Resource', {
      engine: ENGINE,
      userId: physicalName(home, MAX_USER_IDENTIFIER),
      userName: DEFAULT_USER,
      accessString: DISABLED,
      authenticationMode: { Type: 'no-password-required' },
    });
    this.group = new elasticache.CfnUserGroup(this, 'Group', {
      engine: ENGINE,
      userGroupId: physicalName(this, MAX_USER_IDENTIFIER),
      userIds: Lazy.list({ produce: () => [this.disabled, ...this.users.values()].map(({ ref }) => ref) }),
    });
    // without its group a cache that outlives the stack would be open to all; users go when they are removed, as a credential should
    [this.disabled, this.group].forEach((resource) => resource.applyRemovalPolicy(removalPolicy));
    Object.entries(access).forEach(([name, rights]) => this.add(name, rights));
  }

  /** Add a user; the name by which it logs in. */
  public add(name: string, access: AccessString): string {
    const home = new Construct(this, `User-${name}`);
    // IAM asks that both are the same
    const userId = physicalName(home, MAX_USER_IDENTIFIER);
    this.users.set(name, new elasticache.CfnUser(home, 'Resource', {
      engine: ENGINE, userId, userName: userId, accessString: access.text, authenticationMode: { Type: 'iam' },
    }));
    return userId;
  }

  /** The name by which a user logs in. */
  public loginOf(name: string): string | undefined {
    return this.users.get(name)?.userId;
  }

  public get names(): string[] {
    return [...this.users.keys()];
  }

  /** The ARN of a user, or of the group, without a reference to it. */
  public arnOf(resource: 'user' | 'usergroup', id: string): string {
    const { partition, region, account } = Stack.of(this);
    return `arn:${partition}:elasticache:${region}:${account}:${resource}:${id}`;
  }

  /** What opens the cache when it is changed: the group, and the user that is switched off. */
  public get guardedArns(): string[] {
    return [this.arnOf('usergroup', this.group.userGroupId), this.arnOf('user', this.disabled.userId)];
  }
}

/** Add a user to a cache; refused where it cannot have one of this name. */
export function addCacheUser(cache: Construct, users: CacheUsers | undefined, name: string, access: AccessString): string {
  const problems = new PropProblems('User of', cache, name);
  checkUserNames([name], problems);
  problems.when(users === undefined, 'USERS_WITH_TOKEN', () => 'the cache takes an AUTH token, and so has no users; remove `authToken`');
  problems.when(users?.loginOf(name) !== undefined, 'USER_NAME_TAKEN', () => 'the cache has a user of this name already; choose another name');
  problems.throwIfAny();
  return users!.add(name, access);
}

/** Report names that no user can have. */
export function checkUserNames(names: readonly string[], problems: PropProblems): void {
  for (const name of names) {
    problems.when(isDeployTime(name) || !/^[a-z](-?[a-z0-9])*$/.test(name) || name.length > MAX_USER_IDENTIFIER, 'USER_NAME_INVALID',
      () => `the user is named ${quoted(name)}, allowed are 1 to ${MAX_USER_IDENTIFIER} lower-case letters, digits and single hyphens, starting with a letter; rename it`);
    problems.when(name === DEFAULT_USER, 'USER_NAME_RESERVED',
      () => `the user is named '${DEFAULT_USER}', as which every client counts that does not log in, and which is switched off; rename it`);
  }
}
