import { RedshiftRecovery } from './redshift-props';
import type { SecureRedshiftCluster } from './secure-redshift-cluster';
import { REDSHIFT_RECOVERY, RecoveryMeans } from '../../facts/recovery';
import { stateObjectives } from '../recovery/recovery-statement';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What a cluster can have against each disaster: how often it takes snapshots is for its schedule to say. */
export function redshiftMeans({ schedule }: RedshiftRecovery = {}): Record<string, RecoveryMeans> {
  const { snapshots, scheduledSnapshots, managedStorage, secondZone, copiedSnapshots, copiedScheduledSnapshots } = REDSHIFT_RECOVERY;
  if (schedule === undefined) {
    return { snapshots, managedStorage, secondZone, copiedSnapshots };
  }
  const point = Math.min(DAY, ...schedule.map(secondsBetween));
  return {
    scheduledSnapshots: { ...scheduledSnapshots, point },
    managedStorage,
    secondZone,
    copiedScheduledSnapshots: { ...copiedScheduledSnapshots, point },
  };
}

/** Of other entries than rates nothing is read; Redshift refuses schedules of less than once a day. */
function secondsBetween(entry: string): number {
  const hours = /^rate\((\d+) hours?\)$/.exec(entry)?.[1];
  return hours === undefined ? DAY : Number(hours) * HOUR;
}

/** Write the objectives of a cluster on it, and hold it to what it has in other regions, whoever set it. */
export function stateWarehouseObjectives(store: SecureRedshiftCluster, recovery: RedshiftRecovery | undefined): void {
  const means = Object.values(redshiftMeans(recovery)).filter(({ against }) => against === 'region');
  stateObjectives(store, store.cluster.tags, recovery?.objectives, {
    found: () => (store.cluster.destinationRegion === undefined ? [] : means),
    instead: 'pass `recovery.copyTo`',
  });
}
