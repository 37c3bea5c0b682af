import { App, Environment, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { SecureAuroraClusterProps } from '../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { MemcachedCluster } from '../../src/databases/elasticache/memcached-cluster';
import { MemcachedClusterProps } from '../../src/databases/elasticache/memcached-props';
import { SecureRedisClusterProps } from '../../src/databases/elasticache/redis-props';
import { SecureRedisCluster } from '../../src/databases/elasticache/secure-redis-cluster';
import { SecureServerlessCache } from '../../src/databases/elasticache/secure-serverless-cache';
import { SecureServerlessCacheProps } from '../../src/databases/elasticache/serverless-cache-props';
import { Db2Engine } from '../../src/databases/rds/db2-engine';
import { SecureRdsInstanceProps } from '../../src/databases/rds/rds-props';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';

/** A concrete environment, for what cannot be decided without one. */
export const ENV: Environment = { account: '111111111111', region: 'eu-west-1' };

/** The same account in another region. */
export const ELSEWHERE: Environment = { account: '111111111111', region: 'eu-central-1' };

export const MYSQL = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
export const MARIADB = rds.DatabaseInstanceEngine.mariaDb({ version: rds.MariaDbEngineVersion.VER_11_4_5 });
export const POSTGRES = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17_6 });

export const AURORA_MYSQL = rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_10_0 });
export const AURORA_POSTGRESQL = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 });
export const ORACLE = rds.DatabaseInstanceEngine.oracleEe({ version: rds.OracleEngineVersion.VER_19_0_0_0_2025_01_R1 });
export const SQL_SERVER = rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_16_00_4215_2_V1 });
export const DB2 = Db2Engine.standardEdition('11.5.9.0.sb00063198.r1');

/** The engines of `SecureRdsInstance`, each in a current version. */
export const RDS_TEST_ENGINES: readonly (readonly [string, rds.IInstanceEngine])[] = [['mysql', MYSQL], ['mariadb', MARIADB], ['postgres', POSTGRES]];

/** An app with a network in one stack and room for a store in another. */
export interface TwoStacks {
  readonly app: App;
  readonly networkStack: Stack;
  readonly dataStack: Stack;
  readonly network: TieredNetwork;
}

/** Network and store in different stacks, as most users have them. */
export function twoStacks(env?: Environment, app = new App()): TwoStacks {
  const networkStack = new Stack(app, 'Network', { env });
  const dataStack = new Stack(app, 'Data', { env });
  return { app, networkStack, dataStack, network: new TieredNetwork(networkStack, 'Network') };
}

/** A store with the least that it takes, and what the test is about. */
export function rdsInstance({ dataStack, network }: TwoStacks, props: Partial<SecureRdsInstanceProps> = {}, id = 'Orders'): SecureRdsInstance {
  return new SecureRdsInstance(dataStack, id, { network, engine: MYSQL, ...props });
}

/** A class that no alarm or refusal depends on. */
export const LARGE = ec2.InstanceType.of(ec2.InstanceClass.M6G, ec2.InstanceSize.LARGE);

/** A cluster with the least that it takes, and what the test is about. */
export function auroraCluster({ dataStack, network }: TwoStacks, props: Partial<SecureAuroraClusterProps> = {}, id = 'Orders'): SecureAuroraCluster {
  return new SecureAuroraCluster(dataStack, id, { network, engine: AURORA_POSTGRESQL, ...props });
}

/** A cache with the least that it takes, and what the test is about. */
export function redisCluster({ dataStack, network }: TwoStacks, props: Partial<SecureRedisClusterProps> = {}, id = 'Sessions'): SecureRedisCluster {
  return new SecureRedisCluster(dataStack, id, { network, ...props });
}

/** A serverless cache with the least that it takes, and what the test is about. */
export function serverlessCache({ dataStack, network }: TwoStacks, props: Partial<SecureServerlessCacheProps> = {}, id = 'Sessions'): SecureServerlessCache {
  return new SecureServerlessCache(dataStack, id, { network, ...props });
}

/** A Memcached cluster with the least that it takes, and what the test is about. */
export function memcachedCluster({ dataStack, network }: TwoStacks, props: Partial<MemcachedClusterProps> = {}, id = 'Pages'): MemcachedCluster {
  return new MemcachedCluster(dataStack, id, { network, ...props });
}
