import { Duration } from 'aws-cdk-lib';
import { RedshiftAuditLog } from './redshift-audit-log';
import { RedshiftNodes } from './redshift-nodes';
import { RedshiftUsageLimit } from './redshift-usage-limit';
import { RecoveryObjectives } from '../../core/recovery-objectives';
import { NetworkedDataStoreProps } from '../data-store';

/** Names that cannot be changed without replacing the warehouse. */
export interface RedshiftNaming {
  /**
   * Identifier of the cluster: 1 to 63 lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen;
   * of a namespace and its workgroup: 3 to 64 lower-case letters, digits and hyphens. Changing it replaces the cluster, or the namespace.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default - derived from the construct path and the name of the stack
   */
  readonly identifier?: string;

  /**
   * Name of the first database: 1 to 64 lower-case letters and digits, starting with a letter; not `dev`, which everybody expects, and no
   * reserved word. Changing it replaces the cluster.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default 'warehouse'
   */
  readonly databaseName?: string;

  /**
   * Name of the administrator: 1 to 128 lower-case letters, digits and `_ + . @ -`, starting with a letter. Well-known names such as `admin`
   * and reserved words are refused. Changing it replaces the cluster.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default - `dba` and 12 characters derived from the construct path and the name of the stack
   */
  readonly masterUsername?: string;
}

/** A copy of the snapshots in another region. */
export interface RedshiftSnapshotCopy {
  /** The region, in plain text: `eu-central-1`. */
  readonly region: string;

  /** The grant by which Redshift uses a key of that region: `grantName` of a `RedshiftSnapshotCopyGrant` there. */
  readonly grantName: string;

  /**
   * How long the copies are kept, in whole days: 1 to 35.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_EnableSnapshotCopy.html
   * @default - as long as the snapshots themselves
   */
  readonly retention?: Duration;
}

/** What brings the data of a cluster back, what is asked of it after a disaster, and what it was created from. */
export interface RedshiftRecovery {
  /**
   * How long automated snapshots are kept, in whole days: at least 7 for confidential data, 35 for protected and secret data, 1 for public
   * data; at most 35.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/redshift-controls.html#redshift-3
   * @default - 7 days, 35 for protected and secret data, 1 when `Safeguard.BACKUPS` is waived
   */
  readonly retention?: Duration;

  /**
   * How long manual snapshots are kept, in whole days: 1 to 3653.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default - until somebody deletes them
   */
  readonly manualRetention?: Duration;

  /**
   * When automated snapshots are taken: `rate(12 hours)`, 1 to 24 hours, or `cron(30 12 *)`; at least one hour apart, at least one entry.
   *
   * CloudFormation has no resource for it: a function in the app tier makes the schedule, and reaches Redshift through an endpoint
   * of the network (`PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.REDSHIFT)`).
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html#automated-snapshot-schedules
   * @default - every eight hours, or 5 GB of changes for each node
   */
  readonly schedule?: string[];

  /**
   * A copy of the snapshots in another region.
   *
   * @default - no copy
   */
  readonly copyTo?: RedshiftSnapshotCopy;

  /**
   * Name of a snapshot of this account that the cluster is created from. Keep it as long as the cluster lives: another value, or none,
   * replaces the cluster. Names of the database and the administrator come from the snapshot: pass them as `naming`.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-redshift-cluster.html
   * @default - an empty cluster
   */
  readonly restoredFrom?: string;

  /**
   * How much data may be lost, and how long it may take until the cluster serves again, by kind of disaster. What cannot be met, or is waived, is
   * refused:
   *
   * - `application`: snapshots lose up to 8 hours, those on a `schedule` what that says. How long a restore takes AWS does not say, and no
   *   plan of AWS Backup measures it: the rule leaves a `time` open until you have tried it. So it does with points below 8 hours, since no
   *   resource of CloudFormation shows a schedule.
   * - `zone`: nothing is lost; the second zone goes on, and AWS does not say within which time.
   * - `region`: needs `copyTo`; the synth fails with `OBJECTIVE_NOT_PREPARED` without.
   *
   * What every store reaches stands in `docs/guides/recovery-objectives.md`.
   *
   * @default - nothing is stated, and nothing is held to it
   */
  readonly objectives?: RecoveryObjectives;
}

/** Which versions a warehouse gets. */
export enum RedshiftTrack {
  /** The newest version. */
  CURRENT = 'current',

  /** The version before the newest one. */
  TRAILING = 'trailing',
}

/** How strict TLS is. */
export enum RedshiftTls {
  /** Connections without TLS are refused. */
  REQUIRED = 'required',

  /** As `REQUIRED`, with cryptography that is validated by FIPS 140 alone. Clients must speak it too. */
  FIPS = 'fips',
}

/** When and what AWS installs. */
export interface RedshiftMaintenance {
  /**
   * When patches are installed: `ddd:hh:mm-ddd:hh:mm` in UTC, at least 30 minutes.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default 'sun:04:00-sun:05:00'
   */
  readonly window?: string;

  /**
   * Which versions are installed.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/tracks.html
   * @default RedshiftTrack.CURRENT
   */
  readonly track?: RedshiftTrack;
}

/** Properties of `SecureRedshiftCluster`. */
export interface SecureRedshiftClusterProps extends NetworkedDataStoreProps {
  /**
   * Type and number of the compute nodes.
   *
   * @default - RedshiftNodes.large(2)
   */
  readonly nodes?: RedshiftNodes;

  /**
   * Names that cannot be changed without replacing the cluster.
   *
   * @default - derived names
   */
  readonly naming?: RedshiftNaming;

  /**
   * The port that the cluster listens on: 5431 to 5455 or 8191 to 8215.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html
   * @default 5440
   */
  readonly port?: number;

  /**
   * Automated and manual snapshots, their copy in another region, and what is asked of the cluster after a disaster.
   *
   * @default - automated snapshots for as long as the classification demands; nothing is asked
   */
  readonly recovery?: RedshiftRecovery;

  /**
   * When and what AWS installs.
   *
   * @default - the newest version, on Sunday at 04:00 UTC
   */
  readonly maintenance?: RedshiftMaintenance;

  /**
   * Where the audit log goes.
   *
   * @default - RedshiftAuditLog.cloudWatch()
   */
  readonly auditLog?: RedshiftAuditLog;

  /**
   * How strict TLS is.
   *
   * @default RedshiftTls.REQUIRED
   */
  readonly tls?: RedshiftTls;

  /**
   * Further parameters of the cluster, by name; 20 with those of the safeguards, which cannot be set here.
   *
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-parameter-groups.html
   * @default - only the parameters of the safeguards
   */
  readonly parameters?: { readonly [name: string]: string };

  /**
   * Where the cost of features that are charged by use stops, each feature at most once in a period.
   *
   * CloudFormation has no resource for it: a function in the app tier makes the limits, as for `recovery.schedule`.
   *
   * @default - no limits
   */
  readonly usageLimits?: RedshiftUsageLimit[];
}
