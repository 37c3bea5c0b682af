import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { RedisRecovery } from './redis-props';
import type { SecureRedisCluster } from './secure-redis-cluster';
import { ELASTICACHE_RECOVERY } from '../../facts/recovery';
import { names, stateObjectives } from '../recovery/recovery-statement';

/** Write the objectives of a cache on it, and hold it to what it has in other regions, which somebody else has made. */
export function stateCacheObjectives(store: SecureRedisCluster, identifier: string, recovery: RedisRecovery | undefined): void {
  const { replicationGroup } = store;
  const named = [replicationGroup.stack.getLogicalId(replicationGroup), identifier];
  const isGlobal = () => replicationGroup.globalReplicationGroupId !== undefined
    || store.node.root.node.findAll().filter(elasticache.CfnGlobalReplicationGroup.isCfnGlobalReplicationGroup)
      .some((world) => named.some((name) => names(world, world.members, name)));
  stateObjectives(store, replicationGroup.tags, recovery?.objectives, {
    found: () => (isGlobal() ? [ELASTICACHE_RECOVERY.globalDatastore] : []),
    instead: 'make an `elasticache.CfnGlobalReplicationGroup` of it',
  });
}
