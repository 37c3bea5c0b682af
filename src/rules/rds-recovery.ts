import { copiedElsewhere } from './backup-elsewhere';
import { atLeast, isTrue, present } from './expect';
import { GLOBAL_CLUSTER, isSecondary } from './rds/global';
import { spansZones } from './rds/members';
import { isAurora, REPLICATED_FROM, sourceOf } from './rds/scope';
import { selectable } from './rds/selectable';
import { liesElsewhere, Preparation } from './recovery';
import { restoreTested } from './restore-tested';
import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { AURORA_RECOVERY, RDS_CLUSTER_RECOVERY, RDS_INSTANCE_RECOVERY } from '../facts/recovery';
import { ResourceView } from '../model/resource-view';
import { alternatives, literalOf, textOf, Value } from '../model/value';

/** What an instance or a cluster may have against each disaster. */
export function preparationsOf(store: ResourceView): Preparation[] {
  if (isAurora(store)) {
    return ofAurora(store);
  }
  return store.type === 'AWS::RDS::DBCluster' ? ofCluster(store) : ofInstance(store);
}

function ofInstance(store: ResourceView): Preparation[] {
  const { pointInTime, standby, restoredInZone, replica, replicatedBackups, copiedBackups } = RDS_INSTANCE_RECOVERY;
  return [
    { means: pointInTime, there: () => hasBackups(store), timed: () => restoreTested(store, selectable(store), 'RDS') },
    { means: standby, there: () => isTrue(store, 'MultiAZ') },
    { means: restoredInZone, there: () => hasBackups(store) },
    { means: replica, there: () => replicated(store) },
    { means: replicatedBackups, there: () => all(hasBackups(store), present(store, 'AutomaticBackupReplicationRegion')) },
    { means: copiedBackups, there: (objective) => copiedElsewhere(store, selectable(store), objective) },
  ];
}

function ofCluster(store: ResourceView): Preparation[] {
  const { pointInTime, standby, replica, copiedBackups } = RDS_CLUSTER_RECOVERY;
  return [
    { means: pointInTime, there: () => hasBackups(store), timed: () => restoreTested(store, selectable(store), 'RDS') },
    { means: standby, there: () => PASS },
    { means: replica, there: () => replicated(store) },
    { means: copiedBackups, there: (objective) => copiedElsewhere(store, selectable(store), objective) },
  ];
}

function ofAurora(store: ResourceView): Preparation[] {
  const { pointInTime, volume, reader, globalDatabase, replica, copiedBackups } = AURORA_RECOVERY;
  return [
    // backups of Aurora cannot be switched off
    { means: pointInTime, there: () => PASS, timed: () => restoreTested(store, selectable(store), 'Aurora') },
    { means: volume, there: () => PASS },
    { means: reader, there: () => spansZones(store) },
    { means: globalDatabase, there: () => isGlobal(store) },
    { means: replica, there: () => replicated(store) },
    { means: copiedBackups, there: (objective) => copiedElsewhere(store, selectable(store), objective) },
  ];
}

function hasBackups(store: ResourceView): Verdict {
  return atLeast(store, 'BackupRetentionPeriod', 1, 'days');
}

/** A store of the app in another region copies this one. */
function replicated(store: ResourceView): Verdict {
  const copies = store.template.app.resourcesOf('AWS::RDS::DBInstance', 'AWS::RDS::DBCluster').filter((other) => isReplicaOf(other, store));
  return any(...copies.map((copy) => liesElsewhere(copy, store)), fail('AWS::RDS::DBInstance', 'no store of the app replicates it'));
}

/** By reference, by name, or from another region by ARN. */
function isReplicaOf(other: ResourceView, store: ResourceView): boolean {
  const { prefix, name } = selectable(store);
  const own = textOf(store.get(name));
  const names = (value: Value) => own !== undefined && (textOf(value) === own || literalOf(value).endsWith(`:${prefix}${own}`));
  return other !== store && REPLICATED_FROM.flatMap((property) => alternatives(other.get(property)))
    .some((value) => (value.kind === 'reference' ? value.resource === store : names(value)));
}

/** It follows another region itself, or has clusters in others that follow it. */
function isGlobal(cluster: ResourceView): Verdict {
  if (isSecondary(cluster)) {
    return PASS;
  }
  const { app } = cluster.template;
  const worlds = app.resourcesOf(GLOBAL_CLUSTER).filter((world) => sourceOf(world) === cluster || belongsTo(cluster, world));
  const others = worlds.flatMap((world) => app.resourcesOf('AWS::RDS::DBCluster').filter((other) => other !== cluster && belongsTo(other, world)));
  return any(
    ...others.map((other) => liesElsewhere(other, cluster)),
    worlds.length === 0 && cluster.get('GlobalClusterIdentifier').kind === 'absent'
      ? fail(GLOBAL_CLUSTER, 'the cluster belongs to no global database of the app')
      : undecided(GLOBAL_CLUSTER, 'the app has no secondary cluster of its global database'),
  );
}

function belongsTo(cluster: ResourceView, world: ResourceView): boolean {
  const name = textOf(world.get('GlobalClusterIdentifier'));
  return alternatives(cluster.get('GlobalClusterIdentifier'))
    .some((value) => (value.kind === 'reference' ? value.resource === world : name !== undefined && textOf(value) === name));
}
