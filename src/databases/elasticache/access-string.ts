import { quoted } from '../../core/check-props';
import { HardeningError, Problem } from '../../core/errors';

/** What an access string is made of. */
interface AccessRules {
  /** Patterns of keys; undefined for all keys. */
  readonly keys?: readonly string[];
  readonly channels: readonly string[];
  readonly rights: readonly string[];
  readonly categories: readonly string[];
  readonly commands: readonly string[];
}

/** Logging in and out, and finding the nodes of a cluster: without these no client library can work. */
const ALWAYS = ['+@connection', '+cluster|slots', '+cluster|shards', '+cluster|nodes', '+command'];

/** What is asked for by name only: scripts run other commands and functions outlive their user; the rest harms everybody. */
const NOT_BY_CATEGORY = ['-@scripting', '-@dangerous', '-@admin'];

/** They show the names of keys that the user has no right to. */
const SHOW_ALL_KEYS = ['-scan', '-randomkey'];

/** https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/#command-categories, without `all`, `admin` and `dangerous` */
const CATEGORIES = ['keyspace', 'read', 'write', 'set', 'sortedset', 'list', 'hash', 'string', 'bitmap', 'hyperloglog', 'geo', 'stream', 'pubsub',
  'fast', 'slow', 'blocking', 'connection', 'transaction', 'scripting'];

/**
 * What a user of a cache may do: which keys, which commands, which channels. It becomes the access string of ElastiCache,
 * which is an ACL of Redis and Valkey.
 *
 * It starts from nothing; each call returns a new string with one right more:
 * `AccessString.onKeys('orders:*').allowReading().allowWriting()`.
 *
 * - Clients may always log in, and ask where the nodes of the cluster are.
 * - Commands that Redis calls dangerous (`KEYS`, `FLUSHALL`, `CONFIG`, `SORT`), administration and scripts are left out of
 *   every category; `allowCommands` allows one by name.
 * - A user that is limited to some keys cannot list the others: `SCAN` and `RANDOMKEY` are left out.
 * - Channels are closed unless they are allowed, since the engines from 7.0 on close them by default.
 *
 * ### What this does not do
 *
 * - A script or a function that is allowed by name works on the keys of the user only; what it does to them is its own affair.
 * - `DBSIZE` and the statistics that `INFO` shows (when it is allowed) count the keys of everybody.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
export class AccessString {
  /**
   * Rights on keys that match one of these patterns: `orders:*`.
   *
   * Throws `KEY_PATTERNS_EMPTY` without a pattern, and `KEY_PATTERN_INVALID` for one that is empty or holds white space.
   *
   * @param patterns with `*` for any text, `?` for one character, and `[ab]` for one of some
   */
  public static onKeys(...patterns: string[]): AccessString {
    throwIfAny('onKeys', [
      ...patterns.length > 0 ? [] : [{ code: 'KEY_PATTERNS_EMPTY', message: 'no pattern is given, so that no key could be used; name the keys, or call onAllKeys()' }],
      ...patternProblems('KEY_PATTERN_INVALID', patterns),
    ]);
    return new AccessString({ keys: patterns, ...NOTHING });
  }

  /** Rights on every key of the cache. */
  public static onAllKeys(): AccessString {
    return new AccessString(NOTHING);
  }

  private readonly rules: AccessRules;

  private constructor(rules: AccessRules) {
    this.rules = rules;
  }

  /** Allow the commands that read keys. */
  public allowReading(): AccessString {
    return this.with({ rights: [...this.rules.rights, '+@read'] });
  }

  /** Allow the commands that write keys. Reading is a right of its own, yet what takes something out returns it: `LPOP`, `GETDEL`. */
  public allowWriting(): AccessString {
    return this.with({ rights: [...this.rules.rights, '+@write'] });
  }

  /**
   * Allow categories of commands: `transaction`, `blocking`, `scripting`.
   *
   * Throws `CATEGORY_INVALID` for one that Redis does not know, and for `all`, `admin` and `dangerous`.
   *
   * @param categories without the `@`
   */
  public allowCategories(...categories: string[]): AccessString {
    throwIfAny('allowCategories', categories.filter((name) => !CATEGORIES.includes(name)).map((name) => ({
      code: 'CATEGORY_INVALID', message: `${quoted(name)} is not allowed, allowed are ${CATEGORIES.join(', ')}; allow single commands with allowCommands(...)`,
    })));
    return this.with({ categories: [...this.rules.categories, ...categories.map((name) => `+@${name}`)] });
  }

  /**
   * Allow single commands, also dangerous ones: `info`, `client|list`.
   *
   * Throws `COMMAND_INVALID` for a name that is malformed.
   *
   * @param commands in lower case, a subcommand behind a `|`
   */
  public allowCommands(...commands: string[]): AccessString {
    return this.withCommands('allowCommands', '+', commands);
  }

  /**
   * Take single commands back that a category allows: `del`, `expire`. They stay denied unless a later call allows them.
   *
   * Throws `COMMAND_INVALID` for a name that is malformed.
   *
   * @param commands in lower case, a subcommand behind a `|`
   */
  public denyCommands(...commands: string[]): AccessString {
    return this.withCommands('denyCommands', '-', commands);
  }

  /**
   * Allow to publish and subscribe on channels that match one of these patterns.
   *
   * Throws `CHANNEL_PATTERN_INVALID` for one that is empty or holds white space.
   *
   * @param patterns as for keys
   */
  public allowChannels(...patterns: string[]): AccessString {
    throwIfAny('allowChannels', patternProblems('CHANNEL_PATTERN_INVALID', patterns));
    return this.with({ channels: [...this.rules.channels, ...patterns] });
  }

  /** The access string: `on ~orders:* -@all +@connection … +@read`. */
  public get text(): string {
    const { keys, channels, rights, categories, commands } = this.rules;
    return [
      'on',
      ...(keys ?? ['*']).map((pattern) => `~${pattern}`),
      ...channels.map((pattern) => `&${pattern}`),
      '-@all',
      ...ALWAYS,
      ...channels.length > 0 ? ['+@pubsub'] : [],
      ...rights,
      ...NOT_BY_CATEGORY.filter((rule) => !categories.includes(rule.replace('-', '+'))),
      ...categories,
      ...categories.length > 0 ? ['-@dangerous', '-@admin'] : [],
      ...keys === undefined ? [] : SHOW_ALL_KEYS,
      ...commands,
    ].join(' ');
  }

  private withCommands(call: string, sign: string, commands: string[]): AccessString {
    throwIfAny(call, commands.filter((name) => !/^[a-z][a-z0-9._-]*(\|[a-z0-9-]+)?$/.test(name)).map((name) => ({
      code: 'COMMAND_INVALID', message: `${quoted(name)} is not a command, allowed are names in lower case such as get or client|list; correct it`,
    })));
    return this.with({ commands: [...this.rules.commands, ...commands.map((name) => `${sign}${name}`)] });
  }

  private with(more: Partial<AccessRules>): AccessString {
    return new AccessString({ ...this.rules, ...more });
  }
}

const NOTHING: AccessRules = { channels: [], rights: [], categories: [], commands: [] };

function patternProblems(code: string, patterns: readonly string[]): Problem[] {
  return patterns.filter((pattern) => !/^[^\s]+$/.test(pattern)).map((pattern) => ({
    code, message: `${quoted(pattern)} is empty or holds white space, which ends a pattern in an access string; write ? for a blank`,
  }));
}

function throwIfAny(call: string, problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new HardeningError(`AccessString.${call}`, problems);
  }
}
