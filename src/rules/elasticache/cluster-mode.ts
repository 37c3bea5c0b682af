import { GROUP } from './scope';
import { cisDatabase } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, numberOf, textOf } from '../../model/value';
import { oneOf } from '../expect';
import { rule } from '../rule';
import { any, fail, PASS, undecided, Verdict } from '../verdict';

export const clusterMode = rule({
  id: 'elasticache.cluster-mode',
  title: 'ElastiCache replication groups are in cluster mode',
  why: 'A single shard cannot grow beyond its largest node, and all writes fail with it. Off by default: clients must speak the cluster protocol.',
  fix: 'Set `ClusterMode: enabled` and a parameter group with `cluster-enabled: yes`, or use `SecureRedisCluster`, which starts that way.',
  severity: 'low',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [cisDatabase('5.11')],
  appliesTo: [GROUP],
  byDefault: false,
  check: (group) => any(oneOf(group, 'ClusterMode', ['enabled']), byShards(group), byParameters(group)),
});

function byShards(group: ResourceView): Verdict {
  return (numberOf(group.get('NumNodeGroups')) ?? 0) > 1 ? PASS : fail('Properties.NumNodeGroups', 'there is one shard');
}

function byParameters(group: ResourceView): Verdict {
  const name = group.get('CacheParameterGroupName');
  const where = 'Properties.CacheParameterGroupName';
  if (name.kind === 'unknown') {
    return undecided(where, `the parameter group is only known at deployment (${name.because})`);
  }
  const on = name.kind === 'reference' ? textOf(at(name.resource.get('Properties'), 'cluster-enabled')) === 'yes' : /cluster\.on$/.test(textOf(name) ?? '');
  return on ? PASS : fail(where, 'neither `ClusterMode` nor the shards nor the parameter group say that cluster mode is on');
}
