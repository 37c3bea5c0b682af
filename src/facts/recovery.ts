import { Disaster, ObjectiveInSeconds, span } from '../core/recovery-objectives';
import { Safeguard } from '../core/safeguard';

/**
 * What one means does against one kind of disaster.
 *
 * AWS promises none of these figures: it calls some typical, gives others by how a feature is built, and names none for the rest. An
 * objective below a figure cannot be met; where there is no figure, the means may meet any objective, and only a trial shows it.
 */
export interface RecoveryMeans {
  readonly against: Disaster;

  /** A few words for messages, with an article: `a standby in another zone`. */
  readonly name: string;

  /** Seconds of data that are lost. */
  readonly point: number;

  /** Seconds until the store serves again; absent where AWS names none. */
  readonly time?: number;

  /** Whether it takes over from a failed zone by itself, although AWS does not say within which time. */
  readonly takesOver?: true;

  /** The safeguard without which the means is not there; absent where nobody can take it away, or where it is made by a later call. */
  readonly safeguard?: Safeguard;

  /** What AWS says, in short, and where. */
  readonly says: string;
  readonly source: string;
}

/**
 * Whether a means may meet an objective. A zone fails without a warning, and something must take over by itself: what names no time does not
 * count there. Whatever brings deleted data back, or another region, is started by people, who can try how long it takes; some time it takes.
 */
export function mayMeet({ against, point, time, takesOver }: RecoveryMeans, objective: ObjectiveInSeconds): boolean {
  const untold = time === undefined && !takesOver && objective.time !== undefined && against === 'zone';
  return !untold && (objective.point ?? Infinity) >= point && (objective.time ?? Infinity) >= (time ?? 1);
}

/** What a means reaches, in words that follow its name. */
export function reachOf({ point, time }: RecoveryMeans): string {
  return `may lose ${span(point)} and ${time === undefined ? 'take a time that AWS does not say' : `typically take ${span(time)}`}`;
}

const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/';
const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/';
const REDSHIFT = 'https://docs.aws.amazon.com/redshift/latest/mgmt/';
const ELASTICACHE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/';
const OPENSEARCH = 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/';
const DYNAMODB = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/';
const MINUTES = 60;
const HOURS = 60 * MINUTES;
const DAYS = 24 * HOURS;

/** Backups of AWS Backup in a vault of another region. How often they are made is for their plan to say. */
const COPIED_BACKUPS: RecoveryMeans = {
  against: 'region',
  name: 'backups of AWS Backup that are copied to another region',
  // no plan makes backups more often: https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
  point: HOURS,
  says: 'a backup is copied once it is complete; how long that and a restore take is not said',
  source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html',
};

const RESTORE_IN_ANOTHER_ZONE: RecoveryMeans = {
  against: 'zone',
  name: 'a restore in another zone from automated backups',
  point: 5 * MINUTES,
  safeguard: Safeguard.BACKUPS,
  says: 'transaction logs are uploaded every five minutes; how long a restore takes depends on its size, and is not said',
  source: `${RDS}USER_PIT.html`,
};

/** Instances of RDS. */
export const RDS_INSTANCE_RECOVERY = {
  pointInTime: {
    against: 'application',
    name: 'point-in-time recovery',
    point: 5 * MINUTES,
    safeguard: Safeguard.BACKUPS,
    says: 'transaction logs are uploaded every five minutes; how long a restore takes depends on its size, and is not said',
    source: `${RDS}USER_PIT.html`,
  },
  standby: {
    against: 'zone',
    name: 'a standby in another zone',
    point: 0,
    time: 2 * MINUTES,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'the standby is written synchronously; a failover typically takes 60 to 120 seconds, with large transactions longer',
    source: `${RDS}Concepts.MultiAZ.Failover.html`,
  },
  restoredInZone: RESTORE_IN_ANOTHER_ZONE,
  replica: {
    against: 'region',
    name: 'a replica in another region',
    point: 1,
    time: 2 * MINUTES,
    says: 'a replica is written asynchronously, and lags by what is not said; its promotion takes a few minutes or longer, and a reboot',
    source: `${RDS}USER_ReadRepl.Promote.html`,
  },
  replicatedBackups: {
    against: 'region',
    name: 'automated backups that are replicated to another region',
    point: 5 * MINUTES,
    says: 'snapshots and transaction logs are copied as soon as they are ready; how long that and a restore take is not said',
    source: `${RDS}USER_ReplicateBackups.html`,
  },
  copiedBackups: COPIED_BACKUPS,
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Multi-AZ clusters of RDS, with two readable standbys. */
export const RDS_CLUSTER_RECOVERY = {
  pointInTime: RDS_INSTANCE_RECOVERY.pointInTime,
  standby: {
    against: 'zone',
    name: 'two standbys in other zones',
    point: 0,
    time: 35,
    says: 'a transaction is written to a standby before it is committed; a failover typically takes less than 35 seconds',
    source: `${RDS}multi-az-db-clusters-concepts-failover.html`,
  },
  replica: RDS_INSTANCE_RECOVERY.replica,
  copiedBackups: COPIED_BACKUPS,
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Clusters of Aurora. */
export const AURORA_RECOVERY = {
  pointInTime: {
    against: 'application',
    name: 'point-in-time recovery',
    point: 5 * MINUTES,
    // backups of Aurora cannot be switched off, and the waiver leaves a day of them
    safeguard: Safeguard.BACKUPS,
    says: 'the latest restorable time is typically within 5 minutes of the current time; how long a restore takes is not said',
    source: `${AURORA}Aurora.Managing.Backups.html`,
  },
  volume: {
    against: 'zone',
    name: 'the volume, which spans three zones',
    point: 0,
    says: 'the volume has six copies in three zones; without a reader in another zone, how long an outage of the zone lasts is not said',
    source: `${AURORA}Concepts.AuroraHighAvailability.html`,
  },
  reader: {
    against: 'zone',
    name: 'a reader in another zone',
    point: 0,
    time: MINUTES,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'service is typically restored in less than 60 seconds',
    source: `${AURORA}Concepts.AuroraHighAvailability.html`,
  },
  globalDatabase: {
    against: 'region',
    name: 'a secondary cluster of a global database in another region',
    point: 1,
    time: MINUTES,
    says: 'a secondary cluster typically lags by less than a second, the loss is measured in seconds and the time in minutes',
    source: `${AURORA}aurora-global-database-disaster-recovery.html`,
  },
  replica: {
    against: 'region',
    name: 'a replica cluster in another region',
    point: 1,
    time: 2 * MINUTES,
    says: 'a replica cluster is written asynchronously, and lags by what is not said; its promotion takes a few minutes',
    source: `${AURORA}AuroraMySQL.Replication.CrossRegion.html`,
  },
  copiedBackups: COPIED_BACKUPS,
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Tables of DynamoDB. */
export const DYNAMODB_RECOVERY = {
  pointInTime: {
    against: 'application',
    name: 'point-in-time recovery',
    point: 5 * MINUTES,
    safeguard: Safeguard.BACKUPS,
    says: 'the latest restorable time is typically 5 minutes before the current time; how long a restore takes is not said',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoveryDescription.html',
  },
  zones: {
    against: 'zone',
    name: 'the service, which spans three zones',
    point: 0,
    time: 0,
    says: 'a table is resilient to the failure of a zone, without a failover',
    source: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/dynamodb-global-tables/overview.html',
  },
  replica: {
    against: 'region',
    name: 'a replica in another region',
    point: 1,
    time: 0,
    says: 'changes reach all replicas typically within a second; each takes reads and writes at any time',
    source: `${DYNAMODB}V2globaltables_HowItWorks.html`,
  },
  consistentReplica: {
    against: 'region',
    name: 'a strongly consistent replica in another region',
    point: 0,
    time: 0,
    says: 'a write is in another region before it is answered; each replica takes reads and writes at any time',
    source: `${DYNAMODB}V2globaltables_HowItWorks.html`,
  },
  copiedBackups: COPIED_BACKUPS,
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Clusters of Redshift, of nodes that keep their data in managed storage. */
export const REDSHIFT_RECOVERY = {
  snapshots: {
    against: 'application',
    name: 'an automated snapshot',
    point: 8 * HOURS,
    safeguard: Safeguard.BACKUPS,
    says: 'a snapshot is taken about every eight hours, or following every 5 GB of changes for each node; how long a restore takes is not said',
    source: `${REDSHIFT}working-with-snapshots.html`,
  },
  scheduledSnapshots: {
    against: 'application',
    name: 'an automated snapshot on a schedule',
    // schedules of more than once an hour are refused
    point: HOURS,
    safeguard: Safeguard.BACKUPS,
    says: 'a snapshot is taken as its schedule says, every hour at most; how long a restore takes is not said',
    source: `${REDSHIFT}working-with-snapshots.html#automated-snapshot-schedules`,
  },
  managedStorage: {
    against: 'zone',
    name: 'the storage, which spans several zones',
    point: 0,
    says: 'data in managed storage is current after a failure; without a second zone, how long its relocation takes is not said',
    source: `${REDSHIFT}managing-cluster-multi-az.html`,
  },
  secondZone: {
    against: 'zone',
    name: 'a second zone that computes',
    point: 0,
    takesOver: true,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'what computes in the other zone goes on by itself, and connections are made again; within which time is not said',
    source: `${REDSHIFT}overview-multi-az.html`,
  },
  copiedSnapshots: {
    against: 'region',
    name: 'automated snapshots that are copied to another region',
    point: 8 * HOURS,
    says: 'a snapshot is copied when it is taken; how long that and a restore take is not said',
    source: `${REDSHIFT}working-with-snapshots.html#cross-region-snapshot-copy`,
  },
  copiedScheduledSnapshots: {
    against: 'region',
    name: 'automated snapshots on a schedule that are copied to another region',
    point: HOURS,
    says: 'a snapshot is copied when it is taken; how long that and a restore take is not said',
    source: `${REDSHIFT}working-with-snapshots.html#cross-region-snapshot-copy`,
  },
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Replication groups of ElastiCache. */
export const ELASTICACHE_RECOVERY = {
  snapshots: {
    against: 'application',
    name: 'a daily snapshot',
    point: DAYS,
    safeguard: Safeguard.BACKUPS,
    says: 'a backup is made once a day; how long it takes to make a cache of it is not said',
    source: `${ELASTICACHE}backups-automatic.html`,
  },
  replica: {
    against: 'zone',
    name: 'a replica in another zone',
    point: 1,
    takesOver: true,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'replicas are written asynchronously, so that some data may be lost; a replica is promoted by itself, within which time is not said',
    source: `${ELASTICACHE}AutoFailover.html`,
  },
  restoredInZone: {
    against: 'zone',
    name: 'a cache in another zone from a daily snapshot',
    point: DAYS,
    safeguard: Safeguard.BACKUPS,
    says: 'a backup is made once a day; how long it takes to make a cache of it is not said',
    source: `${ELASTICACHE}backups-automatic.html`,
  },
  globalDatastore: {
    against: 'region',
    name: 'a global datastore with a cluster in another region',
    point: 1,
    says: 'a secondary cluster is written asynchronously and promoted by hand; within which time is not said',
    source: `${ELASTICACHE}Redis-Global-Datastore.html`,
  },
} satisfies Readonly<Record<string, RecoveryMeans>>;

/** Domains of OpenSearch. */
export const OPENSEARCH_RECOVERY = {
  snapshots: {
    against: 'application',
    name: 'an hourly snapshot',
    point: HOURS,
    says: 'automated snapshots are taken every hour; how long a restore takes is not said',
    source: `${OPENSEARCH}managedomains-snapshots.html`,
  },
  zones: {
    against: 'zone',
    name: 'nodes in several zones',
    point: 0,
    takesOver: true,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'the other zones have a copy of every shard of an index with replicas; how long they need to make up for the lost one is not said',
    source: `${OPENSEARCH}managedomains-multiaz.html`,
  },
  standby: {
    against: 'zone',
    name: 'a zone that stands by',
    point: 0,
    time: MINUTES,
    safeguard: Safeguard.HIGH_AVAILABILITY,
    says: 'nodes of the standby zone hold a copy of everything and take over in less than a minute',
    source: `${OPENSEARCH}managedomains-multiaz.html#managedomains-za-standby`,
  },
} satisfies Readonly<Record<string, RecoveryMeans>>;
