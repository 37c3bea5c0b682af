import type { ByDesignFinding } from './by-design';

/** The packs of cdk-nag that share a rule, each under a prefix of its own. */
function inPacks(rule: string, ...packs: readonly string[]): Pick<ByDesignFinding, 'rule' | 'ids'> {
  return { rule, ids: packs.map((pack) => `${pack}-${rule}`) };
}

function inAwsSolutions(rule: string, finding = ''): Pick<ByDesignFinding, 'rule' | 'ids'> {
  return { rule: `AwsSolutions-${rule}`, ids: [`AwsSolutions-${rule}${finding}`] };
}

const HIPAA = 'HIPAA.Security';
const R4 = 'NIST.800.53.R4';
const R5 = 'NIST.800.53.R5';
const PCI = 'PCI.DSS.321';

const INTERNET_FACING = 'The web tier is the only one that the internet reaches, on 443 alone; no internet-facing load balancer can do with less.';
const PORT_IS_CLOSED = 'The port is closed to everybody but the app tier, which the rules prove by reachability; another number would hide it from nobody. '
  + '`port` moves it.';
const CLUSTER_IS_BACKED_UP = 'AWS Backup backs up clusters, and the plan names the cluster; the check looks for its members.';
const METRIC_STREAMS = '[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:RDSOSMetrics:log-stream:*]';
const STREAM_IS_NAMED_LATER = 'RDS names the stream of the enhanced monitoring after an id that exists only once the instance does, and needs the role before that.';

const NETWORK_INTERFACES = 'Lambda checks the role for these six actions on every resource before it attaches a function to a VPC; the code itself is denied them.';

const SET_ASIDE = 'The queue is the end of the line: it holds alerts that a reader took five times and did not handle, so that they hide no others.';
const END_OF_THE_LINE = 'The queue is the end of the line: it holds the requests that failed, an alarm watches it, and people read it.';
const USAGE_LIMITS = '[Resource::arn:<AWS::Partition>:redshift:<AWS::Region>:<AWS::AccountId>:usagelimit:*]';
const LIMITS_ARE_NAMED_LATER = 'Redshift gives a usage limit its id when it is made, so that no ARN can be named before.';
const DETECTORS = '[Resource::arn:<AWS::Partition>:guardduty:<AWS::Region>:<AWS::AccountId>:detector/*]';
const COPIES_ARE_NAMED_LATER = 'AWS Backup makes up the name of a copy when a restore test begins; only its beginning is known, and nothing else is named so.';
const AURORA = ['SecureAuroraCluster', 'SecureAuroraSecondaryCluster'];
const ALL_SNAPSHOTS = 'Whether some snapshot is public is a question about all of them, whatever their names; the function may only look.';
const OWN_STATEMENTS = 'Statements of the Data API have no ARN; a condition names their owner.';

const RECORDS_OF_READERS = 'S3 writes the records of who reads them to buckets with SSE-S3 only; a bucket with a KMS key receives nothing.';
const NO_LOCK = 'S3 delivers no access records to a bucket with a default Object Lock, and a lock on the files is for the organisation to choose, since it cannot be undone.';

/** Where a construct keeps logs or findings, and why it does not do there what checks of buckets ask. */
interface KeptFiles {
  readonly within: string;

  /** The part that holds the buckets; the whole construct when left out. */
  readonly part?: string;

  /** What has no key, if it is not all of the part, and why. */
  readonly keyless?: string;
  readonly noKey: string;

  /** How a copy elsewhere is come by. */
  readonly copy: string;
  readonly noLock: string;
}

/** The three findings that every construct has that keeps files in buckets. */
function keptFiles({ within, part, keyless = part, noKey, copy, noLock }: KeptFiles): ByDesignFinding[] {
  return [
    { ...inPacks('S3DefaultEncryptionKMS', HIPAA, R5, PCI), within, part: keyless, reason: noKey },
    {
      ...inPacks('S3BucketReplicationEnabled', HIPAA, R4, R5, PCI),
      within,
      part,
      reason: `A copy in another region or account needs a bucket there, which a stack of one region cannot make; ${copy}.`,
    },
    { ...inPacks('S3BucketDefaultLockEnabled', R4), within, part, reason: noLock },
  ];
}

/** What the constructs cause on purpose; at most twelve rules, each held to be needed by the contract tests. */
export const BY_DESIGN: readonly ByDesignFinding[] = [
  { ...inAwsSolutions('EC23'), within: 'TieredNetwork', part: 'WebSecurityGroup', reason: INTERNET_FACING },
  { ...inAwsSolutions('EC23'), within: 'TieredNetwork.fromVpc', part: 'WebSecurityGroup', reason: INTERNET_FACING },
  { ...inPacks('VPCNoUnrestrictedRouteToIGW', HIPAA, R5, PCI), within: 'TieredNetwork', part: 'Vpc', reason: INTERNET_FACING },
  {
    ...inAwsSolutions('VPC3'),
    within: 'TieredNetwork',
    part: 'DataNetworkAcl',
    reason: 'The network ACL is a second wall around the data subnets, behind the security groups; it is generated from the stores, not kept by hand.',
  },
  { ...inAwsSolutions('RDS11'), within: 'SecureRdsInstance', part: 'Instance', reason: PORT_IS_CLOSED },
  { ...inAwsSolutions('RDS11'), within: 'SecureRdsReplica', part: 'Instance', reason: PORT_IS_CLOSED },
  ...AURORA.map((within) => ({ ...inAwsSolutions('RDS11'), within, part: 'Cluster', reason: PORT_IS_CLOSED })),
  { ...inPacks('RDSInBackupPlan', HIPAA, R4, R5), within: 'SecureRdsReplica', part: 'Instance', reason: 'A replica is made again from its source, which is backed up.' },
  { ...inPacks('RDSInBackupPlan', HIPAA, R4, R5), within: 'SecureAuroraCluster', part: 'Cluster', reason: CLUSTER_IS_BACKED_UP },
  { ...inPacks('RDSInBackupPlan', HIPAA, R4, R5), within: 'SecureAuroraSecondaryCluster', part: 'Cluster', reason: 'It copies the primary cluster, which is backed up.' },
  { ...inAwsSolutions('IAM5', METRIC_STREAMS), within: 'SecureRdsInstance', part: 'MonitoringPolicy', reason: STREAM_IS_NAMED_LATER },
  { ...inAwsSolutions('IAM5', METRIC_STREAMS), within: 'SecureRdsReplica', part: 'MonitoringPolicy', reason: STREAM_IS_NAMED_LATER },
  ...AURORA.map((within) => ({ ...inAwsSolutions('IAM5', METRIC_STREAMS), within, part: 'MonitoringPolicy', reason: STREAM_IS_NAMED_LATER })),
  { ...inAwsSolutions('IAM5', '[Resource::*]'), within: 'DatabaseUsers', part: 'Policy', reason: NETWORK_INTERFACES },
  {
    ...inPacks('SQSRedrivePolicy', 'Serverless'),
    within: 'DatabaseUsers',
    part: 'FailedRequests',
    reason: END_OF_THE_LINE,
  },
  { ...inAwsSolutions('IAM5', '[Resource::*]'), within: 'AddressBlocklist', part: 'Policy', reason: NETWORK_INTERFACES },
  ...['AlertTopic', 'GuardDutyAlerts', 'ChangeAlarms', 'DatabaseBackupPlan'].map((within) => (
    { ...inPacks('SQSRedrivePolicy', 'Serverless'), within, part: 'Undelivered/SetAside', reason: SET_ASIDE })),
  ...['rds:<AWS::Region>:<AWS::AccountId>:db:', 'rds:<AWS::Region>:<AWS::AccountId>:cluster:', 'dynamodb:<AWS::Region>:<AWS::AccountId>:table/'].map((kind) => ({
    ...inAwsSolutions('IAM5', `[Resource::arn:<AWS::Partition>:${kind}awsbackup-restore-test-*]`),
    within: 'DatabaseBackupPlan',
    part: 'RestoreTests',
    reason: COPIES_ARE_NAMED_LATER,
  })),
  ...['SecureRdsInstance', 'SecureAuroraCluster'].map((within) => (
    { ...inPacks('SQSRedrivePolicy', 'Serverless'), within, part: 'MasterSecretEvents/Undelivered/SetAside', reason: SET_ASIDE })),
  { ...inAwsSolutions('IAM5', '[Resource::*]'), within: 'GuardDutyAlerts', part: 'Adoption/Policy', reason: 'Listing and creating detectors, and traces, know no resource.' },
  {
    ...inAwsSolutions('IAM5', DETECTORS),
    within: 'GuardDutyAlerts',
    part: 'Adoption/Policy',
    reason: 'GuardDuty gives a detector its id when it is made, so that no ARN can be named before. An account has one in a region.',
  },
  {
    ...inPacks('LambdaInsideVPC', HIPAA, R4, R5, PCI),
    within: 'GuardDutyAlerts',
    part: 'Adoption/Handler',
    reason: 'The function asks the public API of GuardDuty and nothing in a VPC; inside of one, it would only need a way out. It runs when the stack is deployed.',
  },
  { ...inPacks('SQSRedrivePolicy', 'Serverless'), within: 'GuardDutyAlerts', part: 'Adoption/FailedRequests', reason: END_OF_THE_LINE },
  ...keptFiles({
    within: 'WafProtectedAlb',
    noKey: 'Load balancers write their logs to buckets with SSE-S3 only; a bucket with a KMS key receives nothing.',
    copy: 'pass `logBucket` with its replication',
    noLock: 'S3 delivers no server access logs to a bucket with a default Object Lock, and load balancer logs follow the same delivery; the buckets are retained.',
  }),
  ...keptFiles({ within: 'AuditTrail', keyless: 'AccessRecords', noKey: RECORDS_OF_READERS, copy: 'add the replication to `bucket`', noLock: NO_LOCK }),
  ...keptFiles({ within: 'DatabaseWebAcl', keyless: 'LogAccessBucket', noKey: RECORDS_OF_READERS, copy: 'add the replication to `logBucket`', noLock: NO_LOCK }),
  ...keptFiles({
    within: 'GuardDutyAlerts',
    part: 'Findings',
    keyless: 'Findings/AccessRecords',
    noKey: RECORDS_OF_READERS,
    copy: 'add the replication to `exportBucket`',
    noLock: NO_LOCK,
  }),
  ...keptFiles({
    within: 'SecureRedshiftCluster',
    noKey: 'Redshift writes its audit log to buckets with SSE-S3 only; a bucket with a KMS key receives nothing.',
    copy: 'pass a bucket with its replication',
    noLock: 'Redshift delivers its audit log to no bucket with Object Lock.',
  }),
  {
    ...inPacks('SQSRedrivePolicy', 'Serverless'),
    within: 'AddressBlocklist',
    part: 'FailedRuns',
    reason: 'The queue is the end of the line: it holds the runs that failed, an alarm watches it, and people read it.',
  },
  ...['RedshiftDatabaseGrants', 'RedshiftSnapshotCopyGrant'].flatMap((within) => [
    { ...inAwsSolutions('IAM5', '[Resource::*]'), within, part: 'Policy', reason: `${NETWORK_INTERFACES} ${OWN_STATEMENTS}` },
    { ...inPacks('SQSRedrivePolicy', 'Serverless'), within, part: 'FailedRequests', reason: END_OF_THE_LINE },
  ]),
  { ...inAwsSolutions('IAM5', '[Resource::*]'), within: 'DatabaseActivityStream', part: 'Requests/Policy', reason: NETWORK_INTERFACES },
  { ...inPacks('SQSRedrivePolicy', 'Serverless'), within: 'DatabaseActivityStream', part: 'Requests/FailedRequests', reason: END_OF_THE_LINE },
  { ...inPacks('SQSRedrivePolicy', 'Serverless'), within: 'DatabaseActivityStream', part: 'Undelivered/SetAside', reason: SET_ASIDE },
  { ...inAwsSolutions('IAM5', '[Resource::*]'), within: 'SnapshotExposure', part: 'Policy', reason: `${NETWORK_INTERFACES} ${ALL_SNAPSHOTS}` },
  { ...inPacks('SQSRedrivePolicy', 'Serverless'), within: 'SnapshotExposure', part: 'FailedRuns', reason: END_OF_THE_LINE },
  { ...inPacks('SQSRedrivePolicy', 'Serverless'), within: 'SnapshotExposure', part: 'Undelivered/SetAside', reason: SET_ASIDE },
  ...['SecureRedshiftCluster', 'SecureRedshiftServerless'].flatMap((within) => [
    { ...inAwsSolutions('IAM5', '[Resource::*]'), within, part: 'Settings/Policy', reason: `${NETWORK_INTERFACES} ${LIMITS_ARE_NAMED_LATER}` },
    { ...inPacks('SQSRedrivePolicy', 'Serverless'), within, part: 'Settings/FailedRequests', reason: END_OF_THE_LINE },
  ]),
  { ...inAwsSolutions('IAM5', USAGE_LIMITS), within: 'SecureRedshiftCluster', part: 'Settings/Policy', reason: LIMITS_ARE_NAMED_LATER },
  {
    ...inAwsSolutions('IAM5', '[Resource::*]'),
    within: 'ChatChannel',
    part: 'Policy',
    reason: 'Metrics know no resource. The policy reads them for the graphs of alarms, and bounds what anybody may do from the channel.',
  },
  {
    ...inAwsSolutions('AEC6'),
    within: 'SecureRedisCluster',
    part: 'Cluster',
    reason: 'An AUTH token is one password with every right for all clients. Users with IAM tokens and rights of their own take its place, and ElastiCache takes either.',
  },
];
