import { Stack } from 'aws-cdk-lib';
import type { SecureDynamoTable } from './secure-dynamo-table';
import { DYNAMODB_RECOVERY, RecoveryMeans } from '../../facts/recovery';
import { stateObjectives } from '../recovery/recovery-statement';

/** Write the objectives of a table on each of its copies, and hold it to what it has in other regions, whoever made it. */
export function stateTableObjectives(store: SecureDynamoTable): void {
  stateObjectives(store, store.tags, store._blueprint.props.recovery?.objectives, {
    found: () => [...replicasOf(store), ...store._ownPlan.copiesElsewhere ? [DYNAMODB_RECOVERY.copiedBackups] : []],
    instead: 'add a replica in another region to `replicas`',
  });
}

/** Replicas may have been added through the escape hatch. */
function replicasOf({ globalTable }: SecureDynamoTable): RecoveryMeans[] {
  const replicas = Stack.of(globalTable).resolve(globalTable.replicas) as unknown;
  if (!Array.isArray(replicas) || replicas.length < 2) {
    return [];
  }
  return [globalTable.multiRegionConsistency === 'STRONG' ? DYNAMODB_RECOVERY.consistentReplica : DYNAMODB_RECOVERY.replica];
}
