import { Duration } from 'aws-cdk-lib';
import { AccessString } from './access-string';
import { RedisEngine } from './redis-engine';
import { NetworkedDataStoreProps } from '../data-store';

/** How much a serverless cache may use, and so cost. */
export interface CacheLimits {
  /**
   * Data that it may hold, in gigabytes: 1 to 5000. Above, it evicts keys that expire, and refuses writes.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html#Pre-Scaling
   * @default - as much as is written
   */
  readonly maxStorageGb?: number;

  /**
   * Processing units (ECPU) that it may use per second: 1000 to 15000000. Above, it throttles.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html#Pre-Scaling
   * @default - as many as are asked for
   */
  readonly maxEcpusPerSecond?: number;
}

/** Properties of `SecureServerlessCache`. */
export interface SecureServerlessCacheProps extends NetworkedDataStoreProps {
  /**
   * Valkey or Redis OSS; of its version the major one counts.
   *
   * @default - RedisEngine.valkey('8.2')
   */
  readonly engine?: RedisEngine;

  /**
   * The users of the cache and what each may do, by the name that `grants.connect` takes: 1 to 40 lower-case letters, digits and single
   * hyphens. All of them log in with IAM tokens.
   *
   * @default - nobody can log in until `addUser` is called
   */
  readonly users?: { readonly [name: string]: AccessString };

  /**
   * How much the cache may use, and so cost.
   *
   * @default - no limit
   */
  readonly limits?: CacheLimits;

  /**
   * How long daily snapshots are kept, in whole days: at least 7 for confidential data, 35 for protected and secret data, 1 for public
   * data; at most 35.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
   * @default - 15 days, 35 for protected and secret data, none when `Safeguard.BACKUPS` is waived
   */
  readonly snapshotRetention?: Duration;

  /**
   * When the daily snapshot is taken: `hh:mm` in UTC.
   *
   * @default '02:00'
   */
  readonly snapshotTime?: string;

  /**
   * Name of the cache: 1 to 40 lower-case letters, digits and single hyphens, starting with a letter. Another name replaces the cache: the
   * new one comes empty, the old one is retained. CloudFormation refuses to replace a cache that keeps its name.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateServerlessCache.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;
}
