import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { DEFAULT_AUTHORITY } from './certificate-authority';
import { DEFAULT_WINDOWS } from '../maintenance-windows';
import { EngineEncryption, MasterAuthentication, RdsEngineOptions } from './rds-engine-options';
import { monitoringRole } from './rds-monitoring-role';
import { SecureRdsInstanceProps, storageSizes } from './rds-props';
import { leastIops } from './rds-storage-checks';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { stableHash } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { RdsEngineFacts } from '../../facts/rds-engines';

/** What the parts of an instance are rendered from. */
export interface RdsBlueprint {
  readonly props: SecureRdsInstanceProps;
  readonly hardening: Hardening;
  readonly facts: RdsEngineFacts;
  readonly identifier: string;
  readonly key: kms.IKey;
}

type InstanceProps = Partial<rds.DatabaseInstanceProps>;

/** Kind, growth and speed of the volume. */
export function renderVolume({ props: { storage = {} }, facts, hardening }: RdsBlueprint): Omit<InstanceProps, 'allocatedStorage'> {
  return {
    maxAllocatedStorage: hardening.keeps(Safeguard.STORAGE_AUTOSCALING) ? storageSizes(storage, facts.maxStorageGib).max : undefined,
    storageType: storage.storageType ?? rds.StorageType.GP3,
    iops: storage.iops ?? leastIops(storage, facts, hardening),
    storageThroughput: storage.throughput,
  };
}

/** The volume, encrypted. */
export function renderStorage(blueprint: RdsBlueprint): InstanceProps {
  const { props, facts, key } = blueprint;
  return {
    ...renderVolume(blueprint),
    allocatedStorage: storageSizes(props.storage, facts.maxStorageGib).allocated,
    storageEncrypted: true,
    storageEncryptionKey: key,
  };
}

/** Who gets in, and under which licence. */
export function renderAccess({ props, facts, hardening, identifier, key }: RdsBlueprint): InstanceProps {
  const { licenseModel, caCertificate }: RdsEngineOptions = props.engineOptions ?? {};
  return {
    publiclyAccessible: false,
    manageMasterUserPassword: true,
    credentials: rds.Credentials.fromUsername(props.naming?.masterUsername ?? `dba${stableHash(identifier).slice(0, 12)}`, { encryptionKey: key }),
    iamAuthentication: facts.iamAuthenticationSince === undefined ? undefined : hardening.keeps(Safeguard.IAM_AUTHENTICATION),
    // engines with one licence for all take none
    licenseModel: licenseModel ?? COMMERCIAL_LICENSES.find((model) => model === facts.licenses[0]),
    caCertificate: caCertificate ?? DEFAULT_AUTHORITY,
  };
}

const COMMERCIAL_LICENSES = [rds.LicenseModel.BRING_YOUR_OWN_LICENSE, rds.LicenseModel.LICENSE_INCLUDED];

/** Options by which engines audit, refuse plain connections, and encrypt their files. */
export function renderOptions({ props, facts, hardening }: RdsBlueprint): rds.OptionConfiguration[] {
  const encrypts = props.engineOptions?.encryption === EngineEncryption.TRANSPARENT_DATA_ENCRYPTION;
  const options = [
    hardening.keeps(Safeguard.LOG_EXPORTS) ? facts.auditOption : undefined,
    hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) ? facts.networkEncryption : undefined,
    encrypts ? facts.engineEncryption?.option : undefined,
  ];
  return options.flatMap((option) => (option ? [{ name: option.name, settings: { ...option.settings } }] : []));
}

/** What the L2 has no word for: a master user without a password, and a volume that comes from a snapshot. */
export function renderOrigin({ props }: RdsBlueprint, instance: rds.CfnDBInstance): void {
  renderMasterLogin(instance, props.engineOptions?.masterAuthentication);
  if (props.storage?.snapshot !== undefined) {
    instance.dbSnapshotIdentifier = props.storage.snapshot;
    // CloudFormation takes these from the snapshot, and changes the password to a managed one after the restore:
    // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds (`shouldUpdateAfterCreate`)
    instance.kmsKeyId = undefined;
    instance.masterUsername = undefined;
  }
}

/** A master user who logs in with IAM tokens has no password. */
export function renderMasterLogin(store: rds.CfnDBInstance | rds.CfnDBCluster, authentication?: MasterAuthentication): void {
  if (authentication === MasterAuthentication.IAM) {
    store.manageMasterUserPassword = undefined;
    store.masterUserSecret = undefined;
    store.masterUserAuthenticationType = MasterAuthentication.IAM;
  }
}

/** What keeps the data. */
export function renderDurability({ props, facts, hardening }: RdsBlueprint): InstanceProps {
  const backups = hardening.keeps(Safeguard.BACKUPS) ? CLASSIFICATIONS[hardening.classification].defaultBackupDays : 0;
  const retained = hardening.keeps(Safeguard.RETENTION);
  return {
    multiAz: facts.standbySince !== undefined && hardening.keeps(Safeguard.HIGH_AVAILABILITY),
    backupRetention: props.recovery?.retention ?? Duration.days(backups),
    preferredBackupWindow: props.windows?.backup ?? DEFAULT_WINDOWS.backup,
    preferredMaintenanceWindow: props.windows?.maintenance ?? DEFAULT_WINDOWS.maintenance,
    deleteAutomatedBackups: !retained,
    copyTagsToSnapshot: true,
    deletionProtection: hardening.keeps(Safeguard.DELETION_PROTECTION),
    removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.SNAPSHOT,
    autoMinorVersionUpgrade: hardening.keeps(Safeguard.AUTOMATIC_PATCHING),
    allowMajorVersionUpgrade: false,
  };
}

/** What is recorded. */
export function renderObservation(scope: Construct, { hardening, facts, identifier, key }: RdsBlueprint): InstanceProps {
  const insights = facts.insights && hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS);
  const monitoring = hardening.keeps(Safeguard.ENHANCED_MONITORING);
  return {
    cloudwatchLogsExports: hardening.keeps(Safeguard.LOG_EXPORTS) ? [...facts.logExports] : undefined,
    enablePerformanceInsights: insights,
    performanceInsightEncryptionKey: insights ? key : undefined,
    monitoringInterval: monitoring ? Duration.minutes(1) : undefined,
    monitoringRole: monitoring ? monitoringRole(scope, identifier) : undefined,
  };
}
