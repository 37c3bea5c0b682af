import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { AuroraCapacity } from './aurora-capacity';
import { SecureAuroraClusterProps } from './aurora-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { stableHash } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { REGIONS_WITHOUT_BACKTRACK } from '../../facts/aurora-limits';
import { AuroraEngineFacts } from '../../facts/rds-engines-aurora';
import { Tier } from '../../foundation/network/network';
import { DEFAULT_WINDOWS } from '../maintenance-windows';
import { DEFAULT_AUTHORITY } from '../rds/certificate-authority';
import { monitoringRole } from '../rds/rds-monitoring-role';
import { renderMasterLogin } from '../rds/rds-render';

/** What the parts of a cluster are rendered from. */
export interface AuroraBlueprint {
  readonly props: SecureAuroraClusterProps;
  readonly capacity: AuroraCapacity;
  readonly hardening: Hardening;
  readonly facts: AuroraEngineFacts;
  readonly identifier: string;
  readonly key: kms.IKey;
  readonly port: number;

  /** What makes it the secondary cluster of a global database; absent where it stands alone or is the primary one. */
  readonly secondary?: SecondaryRole;
}

/** What a secondary cluster says of the global database that it belongs to. */
export interface SecondaryRole {
  /** Name of the global database. */
  readonly globalIdentifier: string;

  /** Region of the primary cluster. */
  readonly sourceRegion: string;
  readonly writeForwarding?: boolean;
}

type ClusterProps = Partial<rds.DatabaseClusterProps>;

/** How many readers there are. */
export function readersOf({ capacity, hardening }: AuroraBlueprint): number {
  return capacity._members.readers ?? (hardening.keeps(Safeguard.HIGH_AVAILABILITY) ? 1 : 0);
}

/** The identifiers of the writer and the readers; after a failover another member writes, so the names are neutral. */
export function memberIdentifiers(blueprint: AuroraBlueprint): string[] {
  return Array.from({ length: readersOf(blueprint) + 1 }, (_, index) => `${blueprint.identifier}-${index + 1}`);
}

/** Storage, and the writer and readers in different zones. */
export function renderMembers(blueprint: AuroraBlueprint): Pick<rds.DatabaseClusterProps, 'writer'> & ClusterProps {
  const { capacity: { _members: { storageType }, _size: size }, key } = blueprint;
  const [writer, ...readers] = memberIdentifiers(blueprint).map((identifier, index) => member(blueprint, identifier, index));
  return {
    writer,
    readers,
    serverlessV2MinCapacity: size.minAcus,
    serverlessV2MaxCapacity: size.maxAcus,
    storageType: storageType ?? rds.DBClusterStorageType.AURORA,
    storageEncrypted: true,
    storageEncryptionKey: key,
  };
}

/** The readers that take over first: Serverless v2 readers of these tiers are kept as large as the writer. */
const FIRST_TIER_READERS = 2;

function member(blueprint: AuroraBlueprint, instanceIdentifier: string, index: number): rds.IClusterInstance {
  const { props, capacity, hardening, key } = blueprint;
  const id = memberId(blueprint, index);
  const zones = [...new Set(props.network.subnets(Tier.DATA).map(({ availabilityZone }) => availabilityZone))];
  const insights = hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS);
  const first = index <= FIRST_TIER_READERS;
  const options: rds.ClusterInstanceOptions = {
    instanceIdentifier,
    availabilityZone: zones[index % zones.length],
    publiclyAccessible: false,
    autoMinorVersionUpgrade: hardening.keeps(Safeguard.AUTOMATIC_PATCHING),
    caCertificate: DEFAULT_AUTHORITY,
    enablePerformanceInsights: insights,
    performanceInsightEncryptionKey: insights ? key : undefined,
    preferredMaintenanceWindow: props.windows?.maintenance ?? DEFAULT_WINDOWS.maintenance,
  };
  const { instanceType } = capacity._size;
  return instanceType
    ? rds.ClusterInstance.provisioned(id, { ...options, instanceType, promotionTier: first ? 1 : undefined })
    : rds.ClusterInstance.serverlessV2(id, { ...options, scaleWithWriter: first });
}

/** A secondary cluster has no writer. */
function memberId({ secondary }: AuroraBlueprint, index: number): string {
  if (secondary) {
    return `Reader${index + 1}`;
  }
  return index === 0 ? 'Writer' : `Reader${index}`;
}

/** Who gets in. */
export function renderAccess({ props, hardening, identifier, key }: AuroraBlueprint): ClusterProps {
  return {
    manageMasterUserPassword: true,
    credentials: rds.Credentials.fromUsername(props.naming?.masterUsername ?? `dba${stableHash(identifier).slice(0, 12)}`, { encryptionKey: key }),
    iamAuthentication: hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    // the Data API is reached over the internet-facing endpoint of AWS, past the network
    enableDataApi: false,
  };
}

/** What keeps the data. */
export function renderDurability(scope: Construct, { props, facts, hardening }: AuroraBlueprint): ClusterProps {
  const backups = hardening.keeps(Safeguard.BACKUPS) ? CLASSIFICATIONS[hardening.classification].defaultBackupDays : 1;
  const retained = hardening.keeps(Safeguard.RETENTION);
  return {
    backup: { retention: props.recovery?.retention ?? Duration.days(backups), preferredWindow: props.windows?.backup ?? DEFAULT_WINDOWS.backup },
    backtrackWindow: facts.engine === 'aurora-mysql' ? props.recovery?.backtrackWindow ?? defaultBacktrack(scope) : undefined,
    preferredMaintenanceWindow: props.windows?.maintenance ?? DEFAULT_WINDOWS.maintenance,
    deleteAutomatedBackups: !retained,
    copyTagsToSnapshot: true,
    deletionProtection: hardening.keeps(Safeguard.DELETION_PROTECTION),
    removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
  };
}

function defaultBacktrack(scope: Construct): Duration | undefined {
  return REGIONS_WITHOUT_BACKTRACK.includes(known(Stack.of(scope).region) ?? '') ? undefined : Duration.hours(24);
}

/** What the L2 has no word for: a master user without a password, and a volume that comes from elsewhere, with the names in it. */
export function renderOrigin({ props, secondary }: AuroraBlueprint, cluster: rds.CfnDBCluster): void {
  renderMasterLogin(cluster, props.engineOptions?.masterAuthentication);
  if (secondary) {
    renderSecondary(secondary, cluster);
  }
  if (props.recovery?.snapshot !== undefined) {
    cluster.snapshotIdentifier = props.recovery.snapshot;
    cluster.masterUsername = undefined;
  }
}

/**
 * A secondary cluster of a global database takes the users, and their passwords, with the data; it cannot be rewound.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbcluster.html#cfn-rds-dbcluster-globalclusteridentifier
 */
function renderSecondary({ globalIdentifier, sourceRegion, writeForwarding }: SecondaryRole, cluster: rds.CfnDBCluster): void {
  cluster.globalClusterIdentifier = globalIdentifier;
  // RDS needs it to copy an encrypted volume from another region
  cluster.sourceRegion = sourceRegion;
  cluster.enableGlobalWriteForwarding = writeForwarding;
  cluster.masterUsername = undefined;
  cluster.manageMasterUserPassword = undefined;
  cluster.masterUserSecret = undefined;
  cluster.backtrackWindow = undefined;
}

/** What is recorded. */
export function renderObservation(scope: Construct, blueprint: AuroraBlueprint): ClusterProps {
  const { hardening, facts, identifier } = blueprint;
  const monitoring = hardening.keeps(Safeguard.ENHANCED_MONITORING);
  return {
    cloudwatchLogsExports: hardening.keeps(Safeguard.LOG_EXPORTS) ? [...facts.logExports] : undefined,
    monitoringInterval: monitoring ? Duration.minutes(1) : undefined,
    monitoringRole: monitoring ? monitoringRole(scope, identifier, memberIdentifiers(blueprint)) : undefined,
  };
}
