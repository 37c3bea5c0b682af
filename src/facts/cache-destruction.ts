import { DestructionFacts } from './destructive-actions';

const SOURCE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html';

/** Who may log in: opening the users of a cache opens its data. */
const USERS = ['elasticache:ModifyUser', 'elasticache:DeleteUser', 'elasticache:ModifyUserGroup', 'elasticache:DeleteUserGroup'];

/** A replication group, its nodes, its snapshots and its users. */
export const REPLICATION_GROUP_DESTRUCTION: DestructionFacts = {
  actions: [
    'elasticache:DeleteReplicationGroup',
    // TLS mode, users, AUTH token, snapshot retention, failover
    'elasticache:ModifyReplicationGroup',
    'elasticache:ModifyReplicationGroupShardConfiguration',
    'elasticache:DecreaseReplicaCount',
    'elasticache:DeleteCacheCluster',
    'elasticache:ModifyCacheCluster',
    'elasticache:DeleteSnapshot',
    ...USERS,
  ],
  source: SOURCE,
};

/** A serverless cache, its snapshots and its users. */
export const SERVERLESS_CACHE_DESTRUCTION: DestructionFacts = {
  actions: [
    'elasticache:DeleteServerlessCache',
    'elasticache:ModifyServerlessCache',
    'elasticache:DeleteServerlessCacheSnapshot',
    ...USERS,
  ],
  source: SOURCE,
};

/** A Memcached cluster. */
export const MEMCACHED_DESTRUCTION: DestructionFacts = {
  actions: ['elasticache:DeleteCacheCluster', 'elasticache:ModifyCacheCluster', 'elasticache:RebootCacheCluster'],
  source: SOURCE,
};
