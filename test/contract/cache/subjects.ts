import { Stack } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Safeguard } from '../../../src/core/safeguard';
import { AccessString } from '../../../src/databases/elasticache/access-string';
import { MemcachedCluster } from '../../../src/databases/elasticache/memcached-cluster';
import { RedisEngine } from '../../../src/databases/elasticache/redis-engine';
import { SecureRedisClusterProps } from '../../../src/databases/elasticache/redis-props';
import { RedisTopology } from '../../../src/databases/elasticache/redis-topology';
import { SecureRedisCluster } from '../../../src/databases/elasticache/secure-redis-cluster';
import { SecureServerlessCache } from '../../../src/databases/elasticache/secure-serverless-cache';
import { networkIn, Subject } from '../subject';

const SHOP = AccessString.onKeys('shop:*').allowReading().allowWriting();

/** The caches. */
export const CACHE_SUBJECTS: readonly Subject[] = [
  redisSubject('valkey', {}),
  redisSubject('redis, single shard', { engine: RedisEngine.redisOss('7.1'), topology: RedisTopology.singleShard(2) }),
  {
    name: 'SecureServerlessCache',
    build: (stack, waivers) => new SecureServerlessCache(stack, 'Subject', { network: networkIn(stack), users: { shop: SHOP }, waivers }),
  },
  { name: 'MemcachedCluster', build: (stack, waivers) => new MemcachedCluster(stack, 'Subject', { network: networkIn(stack), waivers }) },
];

function redisSubject(name: string, props: Omit<SecureRedisClusterProps, 'network' | 'waivers'>): Subject {
  return {
    name: `SecureRedisCluster (${name})`,
    build: (stack, waivers) => new SecureRedisCluster(stack, 'Subject', {
      network: networkIn(stack),
      ...props,
      // without users a token must stand in for them
      ...waivers?.some(({ safeguard }) => safeguard === Safeguard.IAM_AUTHENTICATION)
        ? { authToken: token(stack) }
        : { users: { shop: SHOP } },
      waivers,
    }),
  };
}

function token(stack: Stack): secretsmanager.ISecret {
  return secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'sessions/token');
}
