import { USERS_SINCE_REDIS } from '../../facts/cache-engines';
import { isAtLeastVersion } from '../../facts/rds-engines';
import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';

export const GROUP = 'AWS::ElastiCache::ReplicationGroup';
export const CLUSTER = 'AWS::ElastiCache::CacheCluster';
export const SERVERLESS = 'AWS::ElastiCache::ServerlessCache';

const MEMCACHED = 'memcached';

/** The engine that a resource names; a replication group that names none runs Redis OSS. */
function enginesOf(resource: ResourceView): (string | undefined)[] {
  return alternatives(resource.get('Engine')).map((engine) => (engine.kind === 'absent' && resource.type === GROUP ? 'redis' : textOf(engine)?.toLowerCase()));
}

/** A cache that keeps data: everything but Memcached. An engine that only deployment decides may be one. */
export function mayKeepData(resource: ResourceView): boolean {
  return enginesOf(resource).some((engine) => engine !== MEMCACHED);
}

/** A cache that runs Memcached, or may. */
export function mayRunMemcached(resource: ResourceView): boolean {
  return enginesOf(resource).some((engine) => engine === MEMCACHED || engine === undefined);
}

/** A node of Redis OSS or Valkey that stands alone: members of a replication group follow it. */
export function standsAlone(resource: ResourceView): boolean {
  return resource.type !== CLUSTER || resource.get('ReplicationGroupId').kind === 'absent';
}

/** Redis OSS below the version that brought users; a version that only deployment decides is taken for a later one. */
export function hasNoUsers(resource: ResourceView): boolean {
  return enginesOf(resource).includes('redis') && alternatives(resource.get('EngineVersion')).some((version) => {
    const text = textOf(version);
    return text !== undefined && !isAtLeastVersion(text.replace('x', '0'), USERS_SINCE_REDIS);
  });
}
