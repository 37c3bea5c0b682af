import { quoted } from '../../core/check-props';
import { HardeningError } from '../../core/errors';
import { isDeployTime } from '../../core/known';
import { CACHE_ENGINES, CacheEngineFacts } from '../../facts/cache-engines';
import { isAtLeastVersion } from '../../facts/rds-engines';

/**
 * Valkey or Redis OSS, with its version.
 *
 * A version can be upgraded in place, never taken back.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html
 */
export class RedisEngine {
  /**
   * Valkey, from 7.2 on.
   *
   * Throws `ENGINE_VERSION_INVALID` for a version that is malformed or a token, `ENGINE_TOO_OLD` for one below 7.2, and
   * `ENGINE_UNKNOWN` for a major version that this library has no facts about.
   *
   * @param version major and minor: `8.2`
   */
  public static valkey(version: string): RedisEngine {
    return new RedisEngine(CACHE_ENGINES.valkey, version);
  }

  /**
   * Redis OSS, from 7.0 on: older versions take no IAM tokens. Prefer Valkey, into which AWS puts its work.
   *
   * Throws as `valkey`, `ENGINE_TOO_OLD` below 7.0.
   *
   * @param version major and minor: `7.1`
   */
  public static redisOss(version: string): RedisEngine {
    return new RedisEngine(CACHE_ENGINES.redis, version);
  }

  /** As CloudFormation names it: `valkey` or `redis`. */
  public readonly engine: string;

  /** Major and minor version. */
  public readonly version: string;

  /** The family of its parameter groups. */
  public readonly parameterGroupFamily: string;

  private constructor(facts: CacheEngineFacts, version: string) {
    check(facts, version);
    this.engine = facts.engine;
    this.version = version;
    this.parameterGroupFamily = facts.families[majorOf(version)];
  }

  /** Its major version, as serverless caches name it. */
  public get majorVersion(): string {
    return majorOf(this.version);
  }
}

/** The engine when the caller says nothing. */
export const DEFAULT_REDIS_ENGINE = RedisEngine.valkey('8.2');

function majorOf(version: string): string {
  return version.split('.')[0];
}

function check({ engine, iamAuthenticationSince, families }: CacheEngineFacts, version: string): void {
  const fail = (code: string, message: string): never => {
    throw new HardeningError(`RedisEngine of ${engine}`, [{ code, message }]);
  };
  if (isDeployTime(version) || !/^\d+\.\d+$/.test(version)) {
    fail('ENGINE_VERSION_INVALID', `\`version\` is ${quoted(version)}, allowed are a major and a minor version as plain text; pass for example '${iamAuthenticationSince}'`);
  }
  if (!isAtLeastVersion(version, iamAuthenticationSince)) {
    fail('ENGINE_TOO_OLD', `\`version\` is ${quoted(version)}, at least ${iamAuthenticationSince} is needed, since older versions take no IAM tokens; pass a later one`);
  }
  if (families[majorOf(version)] === undefined) {
    fail('ENGINE_UNKNOWN', `\`version\` is ${quoted(version)}, allowed are the major versions ${Object.keys(families).join(', ')}; pass one of them`);
  }
}
