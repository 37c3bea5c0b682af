import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { AuroraBlueprint } from './aurora-render';
import { AURORA_RECOVERY } from '../../facts/recovery';
import { IBackedUpStore } from '../backup/backed-up-store';
import { liesElsewhere, names, stateObjectives } from '../recovery/recovery-statement';

/** Write the objectives of a cluster on it, and hold it to what it has in other regions, whoever made it. */
export function stateClusterObjectives(
  store: IBackedUpStore & Construct, { node }: rds.DatabaseCluster, { props, identifier }: AuroraBlueprint,
): void {
  const cluster = node.defaultChild as rds.CfnDBCluster;
  const clustersElsewhere = () => store.node.root.node.findAll()
    .filter(rds.CfnDBCluster.isCfnDBCluster).filter((other) => liesElsewhere(other, store));
  stateObjectives(store, cluster.tags, props.recovery?.objectives, {
    found: () => [
      ...isGlobal(cluster, identifier, clustersElsewhere()) ? [AURORA_RECOVERY.globalDatabase] : [],
      ...clustersElsewhere().some((other) => names(other, other.replicationSourceIdentifier, identifier)) ? [AURORA_RECOVERY.replica] : [],
      ...store._ownPlan?.copiesElsewhere ? [AURORA_RECOVERY.copiedBackups] : [],
    ],
    instead: 'make an `AuroraGlobalDatabase` of it, with a `SecureAuroraSecondaryCluster` in another region',
  });
}

/** A cluster that joins a global database, or one that grows from it and has clusters elsewhere. */
function isGlobal(cluster: rds.CfnDBCluster, identifier: string, elsewhere: readonly rds.CfnDBCluster[]): boolean {
  if (cluster.globalClusterIdentifier !== undefined) {
    return true;
  }
  // by reference, or by its name
  const named = [cluster.stack.getLogicalId(cluster), identifier];
  return elsewhere.some(({ globalClusterIdentifier }) => globalClusterIdentifier !== undefined)
    && cluster.node.root.node.findAll().filter(rds.CfnGlobalCluster.isCfnGlobalCluster)
      .some((world) => named.some((name) => names(world, world.sourceDbClusterIdentifier, name)));
}
