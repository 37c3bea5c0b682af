import { atLeast, isTrue } from './expect';
import { Preparation } from './recovery';
import { all, fail, PASS, Verdict } from './verdict';
import { ELASTICACHE_RECOVERY } from '../facts/recovery';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf } from '../model/value';

/** What a replication group may have against each disaster. */
export function preparationsOf(group: ResourceView): Preparation[] {
  const { snapshots, replica, restoredInZone, globalDatastore } = ELASTICACHE_RECOVERY;
  const taken = () => atLeast(group, 'SnapshotRetentionLimit', 1, 'days');
  return [
    { means: snapshots, there: taken },
    { means: replica, there: () => all(isTrue(group, 'MultiAZEnabled'), isTrue(group, 'AutomaticFailoverEnabled')) },
    { means: restoredInZone, there: taken },
    { means: globalDatastore, there: () => isGlobal(group) },
  ];
}

/** It joins a global datastore, or one names it as a member. */
function isGlobal(group: ResourceView): Verdict {
  const id = textOf(group.get('ReplicationGroupId'));
  const named = group.template.app.resourcesOf('AWS::ElastiCache::GlobalReplicationGroup').flatMap((world) => itemsOf(world.get('Members')))
    .map((member) => at(member, 'ReplicationGroupId'))
    .some((member) => (member.kind === 'reference' ? member.resource === group : id !== undefined && textOf(member) === id));
  return named || group.get('GlobalReplicationGroupId').kind !== 'absent' ? PASS
    : fail('AWS::ElastiCache::GlobalReplicationGroup', 'the group belongs to no global datastore of the app');
}
