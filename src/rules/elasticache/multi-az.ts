import { GROUP } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, itemsOf, numberOf, Value } from '../../model/value';
import { atLeastIfGiven, isTrue } from '../expect';
import { rule } from '../rule';
import { all, fail, PASS, Verdict } from '../verdict';

export const multiAz = rule({
  id: 'elasticache.multi-az',
  title: 'ElastiCache replication groups have a replica in another Availability Zone',
  why: 'A replica in the zone of its primary fails with it, and so does a shard that has none.',
  fix: 'Set `MultiAZEnabled: true` and at least one replica for each shard, or use `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [cisDatabase('5.12'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: [GROUP],
  check: (group) => all(
    isTrue(group, 'MultiAZEnabled'),
    atLeastIfGiven(group, 'ReplicasPerNodeGroup', 1, 'replica'),
    atLeastIfGiven(group, 'NumCacheClusters', 2, 'nodes'),
    ...itemsOf(group.get('NodeGroupConfiguration')).map((shard, index) => replicated(at(shard, 'ReplicaCount'), index)),
  ),
});

function replicated(replicas: Value, shard: number): Verdict {
  return numberOf(replicas) === 0 ? fail(`Properties.NodeGroupConfiguration.${shard}.ReplicaCount`, 'it is 0, expected at least 1 replica') : PASS;
}
