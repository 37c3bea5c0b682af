import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { IConstruct } from 'constructs';
import { RdsRecovery } from './rds-props';
import { RdsSurroundings, restoredCluster, restoredInstance } from './rds-restore';
import { Hardening } from '../../core/hardening';
import { ITieredNetwork } from '../../foundation/network/network';
import { BackupKind, StoreBackup, VaultPlace } from '../backup/backed-up-store';
import { asksForRestoreTime } from '../recovery/recovery-statement';

/** How RDS names the calls and the snapshots of one kind of store. */
interface SnapshotKind {
  /** `DBInstance` or `DBCluster`, as the calls name the store. */
  readonly store: string;

  /** `DBSnapshot` or `DBClusterSnapshot`. */
  readonly call: string;

  /** `snapshot` or `cluster-snapshot`, as ARNs name it. */
  readonly resource: string;
}

// AWS Backup names its snapshots after the job that made them. The length is written out, since `*` would cover names of people too.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/rds-backup.html
const JOB_ID = '????????-????-????-????-????????????';
const BACKUP = `awsbackup:job-${JOB_ID}`;
const COPY = `awsbackup:copyjob-${JOB_ID}`;

/** Where an automated snapshot exists, AWS Backup copies it instead of taking another: `rds:orders-2026-11-22-02-07`. */
function automated(identifier: string): string {
  return `rds:${identifier}-????-??-??-??-??`;
}

/**
 * How AWS Backup works on databases: the statements of AWS's own policy, with the databases and snapshots named, and without those for
 * continuous backups, which change the settings of the database.
 *
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html
 */
function kindOf({ store, call, resource }: SnapshotKind): BackupKind {
  return {
    service: 'rds',
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
    copiesAcrossBoth: false,
    rights: (scope, stores, copies) => {
      const snapshots = (region: string, names: readonly string[]) => names.map((name) => snapshotArn(scope, region, resource, name));
      const own = Stack.of(scope).region;
      const made = [...snapshots(own, [BACKUP]), ...regionsOf(copies).flatMap((region) => snapshots(region, [COPY]))];
      return [
        new iam.PolicyStatement({
          actions: [`rds:Describe${store}s`, `rds:Describe${call}s`, `rds:Create${call}`, 'rds:ListTagsForResource'],
          resources: stores.map(({ arn }) => arn),
        }),
        new iam.PolicyStatement({
          actions: [`rds:Describe${call}s`, `rds:Copy${call}`, 'rds:ListTagsForResource'],
          resources: snapshots(own, stores.map(({ identifier }) => automated(identifier))),
        }),
        new iam.PolicyStatement({
          actions: [`rds:Create${call}`, `rds:Describe${call}s`, `rds:Copy${call}`, `rds:Delete${call}`, 'rds:AddTagsToResource', 'rds:ListTagsForResource'],
          resources: made,
        }),
        ...sharing(call, copies, snapshots(own, [BACKUP])),
      ];
    },
  };
}

/** The regions that copies go to, each once. */
function regionsOf(copies: readonly VaultPlace[]): string[] {
  return [...new Set(copies.map(({ region }) => region))];
}

/** A snapshot is lent to another account before that account copies it: a right that nobody gets who does not need it. */
function sharing(call: string, copies: readonly VaultPlace[], snapshots: string[]): iam.PolicyStatement[] {
  return copies.every(({ ownAccount }) => ownAccount) ? [] : [new iam.PolicyStatement({ actions: [`rds:Modify${call}Attribute`], resources: snapshots })];
}

function snapshotArn(scope: IConstruct, region: string, resource: string, name: string): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:rds:${region}:${account}:${resource}:${name}`;
}

const INSTANCES = kindOf({ store: 'DBInstance', call: 'DBSnapshot', resource: 'snapshot' });
const CLUSTERS = kindOf({ store: 'DBCluster', call: 'DBClusterSnapshot', resource: 'cluster-snapshot' });

/** What instances and clusters are made from, as far as their backups need it. */
interface Blueprint {
  readonly props: { readonly network: ITieredNetwork; readonly engine: rds.IEngine; readonly recovery?: RdsRecovery };
  readonly hardening: Hardening;
  readonly identifier: string;
  readonly key: kms.IKey;
}

/** What a plan needs to know of an instance. */
export function instanceBackup(blueprint: Blueprint, instance: rds.DatabaseInstance): StoreBackup {
  const { dbSubnetGroupName, dbParameterGroupName, optionGroupName } = instance.node.defaultChild as rds.CfnDBInstance;
  const surroundings = around(blueprint, { subnetGroup: dbSubnetGroupName!, parameterGroup: dbParameterGroupName!, optionGroup: optionGroupName });
  return { ...backupOf(blueprint), kind: INSTANCES, arn: instance.instanceArn, restored: restoredInstance(surroundings) };
}

/** What a plan needs to know of a cluster. */
export function clusterBackup(blueprint: Blueprint, cluster: rds.DatabaseCluster): StoreBackup {
  const { dbSubnetGroupName, dbClusterParameterGroupName } = cluster.node.defaultChild as rds.CfnDBCluster;
  const surroundings = around(blueprint, { subnetGroup: dbSubnetGroupName!, parameterGroup: dbClusterParameterGroupName! });
  return { ...backupOf(blueprint), kind: CLUSTERS, arn: cluster.clusterArn, restored: restoredCluster(surroundings) };
}

function backupOf({ props, hardening, identifier, key }: Blueprint): Pick<StoreBackup, 'identifier' | 'classification' | 'keyArn' | 'restoreTimed'> {
  const restoreTimed = asksForRestoreTime(props.recovery?.objectives);
  return { identifier, classification: hardening.classification, keyArn: key.keyArn, restoreTimed };
}

type Groups = Pick<RdsSurroundings, 'subnetGroup' | 'parameterGroup' | 'optionGroup'>;

function around({ props: { network, engine }, key }: Blueprint, groups: Groups): RdsSurroundings {
  // the checks of the stores have seen to it that there is a version
  return { ...groups, vpc: network.vpc, engine: engine.engineType, majorVersion: engine.engineVersion!.majorVersion, keyArn: key.keyArn };
}
