import * as rds from 'aws-cdk-lib/aws-rds';
import type { SecureRdsInstance } from './secure-rds-instance';
import { RDS_INSTANCE_RECOVERY } from '../../facts/recovery';
import { liesElsewhere, names, stateObjectives } from '../recovery/recovery-statement';

/** Write the objectives of an instance on it, and hold it to what it has in other regions, whoever made it. */
export function stateInstanceObjectives(store: SecureRdsInstance): void {
  const instance = store.instance.node.defaultChild as rds.CfnDBInstance;
  const { props, identifier } = store._blueprint;
  const isReplica = (other: unknown) => rds.CfnDBInstance.isCfnDBInstance(other)
    && names(other, other.sourceDbInstanceIdentifier, identifier) && liesElsewhere(other, store);
  stateObjectives(store, instance.tags, props.recovery?.objectives, {
    found: () => [
      ...store.node.root.node.findAll().some(isReplica) ? [RDS_INSTANCE_RECOVERY.replica] : [],
      ...instance.automaticBackupReplicationRegion === undefined ? [] : [RDS_INSTANCE_RECOVERY.replicatedBackups],
      ...store._ownPlan.copiesElsewhere ? [RDS_INSTANCE_RECOVERY.copiedBackups] : [],
    ],
    instead: 'call `replicateBackups` for points of 5m or more, or make a `SecureRdsReplica` in another region',
  });
}
