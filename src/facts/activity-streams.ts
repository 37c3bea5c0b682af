/** How a session treats the record of what it did: waits until it is durable, or goes on at once. */
export type StreamMode = 'sync' | 'async';

/** What AWS says about database activity streams of one engine. */
export interface ActivityStreamFacts {
  /** The first major version that has them, where not every version does. */
  readonly since?: string;

  /** The first major version that no longer has them. */
  readonly until?: string;
  readonly modes: readonly StreamMode[];

  /** Families of instance classes that have them: `r6g` of `db.r6g.large`. */
  readonly families: readonly string[];

  /** Whether the hosts call KMS through the VPC; without a way there, the stream stops. */
  readonly callsKms: boolean;

  /** Whether the stream takes fields that only this engine's audit has. */
  readonly nativeFields: boolean;

  /** Whether a start locks what is audited against administrators, until somebody calls `ModifyActivityStream`. */
  readonly locksAudit: boolean;
}

const AURORA = { callsKms: false, nativeFields: false, locksAudit: false };

/** The classes of RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/DBActivityStreams.Overview.html#DBActivityStreams.Overview.requirements.classes */
const RDS_FAMILIES = ['m4', 'm5', 'm5d', 'm6i', 'r4', 'r5', 'r5b', 'r5d', 'r6i'];

const ORACLE: ActivityStreamFacts = {
  // 21c and later are container databases only, which have none
  since: '19',
  until: '20',
  modes: ['async'],
  families: [...RDS_FAMILIES, 'x2idn', 'x2iedn', 'x2iezn', 'z1d'],
  callsKms: false,
  nativeFields: true,
  locksAudit: false,
};

const SQL_SERVER: ActivityStreamFacts = {
  // 2016 and later, all editions: https://aws.amazon.com/blogs/database/audit-amazon-rds-for-sql-server-using-database-activity-streams
  since: '13',
  modes: ['async'],
  families: [...RDS_FAMILIES, 'x1e', 'z1d'],
  callsKms: false,
  nativeFields: true,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyActivityStream.html
  locksAudit: true,
};

/**
 * The engines that have activity streams.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.DBActivityStreams.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/DBActivityStreams.Overview.html
 */
export const ACTIVITY_STREAMS: Readonly<Record<string, ActivityStreamFacts>> = {
  'aurora-postgresql': { ...AURORA, modes: ['async', 'sync'], families: ['r4', 'r5', 'r6g', 'r6i', 'r6id', 'r7g', 'r7i', 'r8g', 'x2g'] },
  'aurora-mysql': {
    ...AURORA,
    modes: ['async'],
    families: ['r5', 'r6g', 'r6i', 'r7g', 'r7i', 'r8g', 'x2g'],
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Prereqs.html
    callsKms: true,
  },
  // container databases are engines of their own, and have none
  'oracle-ee': ORACLE,
  'oracle-se2': ORACLE,
  'sqlserver-ee': SQL_SERVER,
  'sqlserver-se': SQL_SERVER,
  'sqlserver-web': SQL_SERVER,
  'sqlserver-ex': SQL_SERVER,
};

/**
 * Regions without activity streams: those that the table of AWS says so of, and AWS GovCloud.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.DBActivityStreams.html
 */
export const REGIONS_WITHOUT_ACTIVITY_STREAMS: readonly string[] = [
  'ap-east-2', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-2',
  'il-central-1', 'us-gov-east-1', 'us-gov-west-1',
];

/** What the names of the streams start with; the resource id of the store follows. */
export const ACTIVITY_STREAM_PREFIX = 'aws-rds-das-';

/** How long Kinesis keeps a record of an activity stream: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Monitoring.html */
export const ACTIVITY_STREAM_RETENTION_HOURS = 24;
