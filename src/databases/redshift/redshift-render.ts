import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import { RedshiftNodes } from './redshift-nodes';
import { RedshiftRecovery, RedshiftTrack, SecureRedshiftClusterProps } from './redshift-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { stableHash } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_WINDOWS } from '../maintenance-windows';

/** Not 5439, which scanners try first; within the ranges of RA3 nodes. */
export const DEFAULT_PORT = 5440;

/** The first database, unless named otherwise. */
export const DEFAULT_DATABASE = 'warehouse';

/** What the parts of a cluster are rendered from. */
export interface RedshiftBlueprint {
  readonly props: SecureRedshiftClusterProps;
  readonly hardening: Hardening;
  readonly identifier: string;
  readonly key: kms.IKey;
  readonly port: number;
  readonly securityGroup: ec2.ISecurityGroup;
}

type ClusterProps = redshift.CfnClusterProps;

/** Who administers a warehouse, unless named otherwise. */
export function administratorOf(given: string | undefined, identifier: string): string {
  return given ?? `dba${stableHash(identifier).slice(0, 12)}`;
}

/** Nodes, and where they stand. */
export function renderNodes({ props, hardening }: RedshiftBlueprint): Pick<ClusterProps, 'nodeType' | 'clusterType' | 'numberOfNodes' | 'multiAz' | 'availabilityZoneRelocation'> {
  const { nodeType, nodes } = props.nodes ?? RedshiftNodes.large();
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  return {
    nodeType,
    clusterType: nodes === 1 ? 'single-node' : 'multi-node',
    numberOfNodes: nodes === 1 ? undefined : nodes,
    multiAz: available,
    // the next best thing, and free of charge; a cluster in two zones cannot be relocated
    availabilityZoneRelocation: !available,
  };
}

/** Who gets in, and under which key everything lies. */
export function renderAccess({ props: { naming = {} }, identifier, key, port, securityGroup }: RedshiftBlueprint): Pick<ClusterProps,
'dbName' | 'masterUsername' | 'manageMasterPassword' | 'masterPasswordSecretKmsKeyId' | 'encrypted' | 'kmsKeyId' | 'publiclyAccessible' | 'enhancedVpcRouting'
| 'vpcSecurityGroupIds' | 'port'> {
  return {
    dbName: naming.databaseName ?? DEFAULT_DATABASE,
    masterUsername: administratorOf(naming.masterUsername, identifier),
    manageMasterPassword: true,
    masterPasswordSecretKmsKeyId: key.keyArn,
    encrypted: true,
    kmsKeyId: key.keyArn,
    publiclyAccessible: false,
    enhancedVpcRouting: true,
    vpcSecurityGroupIds: [securityGroup.securityGroupId],
    port,
  };
}

/** Snapshots, their copy, and patches. */
export function renderDurability({ props: { recovery = {}, maintenance }, hardening }: RedshiftBlueprint): Pick<ClusterProps,
'automatedSnapshotRetentionPeriod' | 'manualSnapshotRetentionPeriod' | 'destinationRegion' | 'snapshotCopyGrantName' | 'snapshotCopyRetentionPeriod'
| 'snapshotIdentifier' | 'allowVersionUpgrade' | 'preferredMaintenanceWindow' | 'maintenanceTrackName'> {
  const days = snapshotDays(recovery, hardening);
  return {
    automatedSnapshotRetentionPeriod: days,
    manualSnapshotRetentionPeriod: recovery.manualRetention?.toDays() ?? -1,
    destinationRegion: recovery.copyTo?.region,
    snapshotCopyGrantName: recovery.copyTo?.grantName,
    snapshotCopyRetentionPeriod: recovery.copyTo && (recovery.copyTo.retention?.toDays() ?? days),
    snapshotIdentifier: recovery.restoredFrom,
    allowVersionUpgrade: hardening.keeps(Safeguard.AUTOMATIC_PATCHING),
    preferredMaintenanceWindow: maintenance?.window ?? DEFAULT_WINDOWS.maintenance,
    maintenanceTrackName: maintenance?.track ?? RedshiftTrack.CURRENT,
  };
}

/** RA3 nodes cannot do without automated snapshots. */
function snapshotDays({ retention }: RedshiftRecovery, hardening: Hardening): number {
  return retention?.toDays() ?? (hardening.keeps(Safeguard.BACKUPS) ? CLASSIFICATIONS[hardening.classification].defaultBackupDays : 1);
}

/** What happens to what holds data, or what data cannot be reached without, when it leaves the stack. */
export function removalPolicyOf(hardening: Hardening): RemovalPolicy {
  return hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
