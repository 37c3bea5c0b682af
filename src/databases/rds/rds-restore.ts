import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { arnOf, copyArn, restoreKeyRights, RestoredCopy } from '../backup/restored-copy';

/** What a copy of a database shares with the original. */
export interface RdsSurroundings {
  readonly vpc: ec2.IVpc;

  /** The engine and its major version, after which RDS names the option groups that it makes itself: `postgres`, `17`. */
  readonly engine: string;
  readonly majorVersion: string;
  readonly subnetGroup: string;
  readonly parameterGroup: string;

  /** Absent where the store has none of its own. */
  readonly optionGroup?: string;

  /** The key of the store, and so of its backups. */
  readonly keyArn: string;
}

/** What the calls and the ARNs of one kind of database are named. */
interface RestoreNames {
  readonly restore: string;
  readonly describe: string;
  readonly describeBackups: string;
  readonly copy: string;
  readonly snapshot: string;
  readonly parameterGroup: string;
}

const INSTANCE: RestoreNames = {
  restore: 'rds:RestoreDBInstanceFromDBSnapshot',
  describe: 'rds:DescribeDBInstances',
  describeBackups: 'rds:DescribeDBSnapshots',
  copy: 'db:',
  snapshot: 'snapshot:',
  parameterGroup: 'pg:',
};

const CLUSTER: RestoreNames = {
  restore: 'rds:RestoreDBClusterFromSnapshot',
  describe: 'rds:DescribeDBClusters',
  describeBackups: 'rds:DescribeDBClusterSnapshots',
  copy: 'cluster:',
  snapshot: 'cluster-snapshot:',
  parameterGroup: 'cluster-pg:',
};

/** Backups, by the form of their names: see `kindOf` in rds-backup.ts. */
const BACKUP = 'awsbackup:job-????????-????-????-????-????????????';

/**
 * A copy of an instance: with the subnets, parameters and options of the original, on one node, in a group that admits nobody.
 *
 * Left alone, AWS Backup takes the default VPC, its default group and the default parameters of the engine. The copy keeps the key of the
 * backup, for which there is no override.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export function restoredInstance(surroundings: RdsSurroundings): RestoredCopy {
  const { vpc, subnetGroup, parameterGroup, optionGroup } = surroundings;
  return {
    resourceType: 'RDS',
    vpc,
    overrides: (securityGroup) => ({
      dbSubnetGroupName: subnetGroup,
      dbParameterGroupName: parameterGroup,
      ...(optionGroup === undefined ? {} : { optionGroupName: optionGroup }),
      vpcSecurityGroupIds: listOf(securityGroup),
      // as AWS Backup chooses itself, written down so that it stays so
      publiclyAccessible: 'false',
      multiAz: 'false',
    }),
    rights: (scope) => rightsOf(scope, surroundings, INSTANCE),
  };
}

/** A copy of a cluster, under the key of the original; AWS Backup restores the volume alone, without members. */
export function restoredCluster(surroundings: RdsSurroundings): RestoredCopy {
  const { vpc, subnetGroup, parameterGroup, keyArn } = surroundings;
  return {
    resourceType: 'Aurora',
    vpc,
    overrides: (securityGroup) => ({
      dbSubnetGroupName: subnetGroup,
      dbClusterParameterGroupName: parameterGroup,
      vpcSecurityGroupIds: listOf(securityGroup),
      kmsKeyId: keyArn,
    }),
    rights: (scope) => rightsOf(scope, surroundings, CLUSTER),
  };
}

// To restore and to follow, not to delete: AWS Backup removes copies by a role of its own, which knows them by their tag.
// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSServiceRolePolicyForBackupRestoreTesting.html
// What each call is judged by: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
function rightsOf(scope: IConstruct, surroundings: RdsSurroundings, names: RestoreNames): iam.PolicyStatement[] {
  const { subnetGroup, parameterGroup, optionGroup = defaultOptionGroup(surroundings), keyArn } = surroundings;
  const copies = copyArn(scope, 'rds', names.copy);
  const backups = arnOf(scope, 'rds', `${names.snapshot}${BACKUP}`);
  const groups = [`subgrp:${subnetGroup}`, `${names.parameterGroup}${parameterGroup}`, `og:${optionGroup}`];
  return [
    new iam.PolicyStatement({ sid: 'RestoreCopies', actions: [names.restore], resources: [copies, backups, ...groups.map((group) => arnOf(scope, 'rds', group))] }),
    new iam.PolicyStatement({ sid: 'FollowCopies', actions: [names.describe, 'rds:AddTagsToResource', 'rds:ListTagsForResource'], resources: [copies] }),
    new iam.PolicyStatement({ sid: 'ReadBackups', actions: [names.describeBackups, 'rds:ListTagsForResource'], resources: [backups] }),
    ...restoreKeyRights(scope, ['rds'], [keyArn]),
  ];
}

/** A store without an option group has that of its engine: `default:mysql-8-4`. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html */
function defaultOptionGroup({ engine, majorVersion }: RdsSurroundings): string {
  return `default:${engine}-${majorVersion.replace(/\./g, '-')}`;
}

/** Lists are written as JSON: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html#restore-testing-inferred-metadata-list-format */
function listOf(securityGroup: ec2.ISecurityGroup | undefined): string {
  return `["${securityGroup?.securityGroupId}"]`;
}
