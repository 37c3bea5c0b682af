/** What destroys, restores over or unprotects one kind of resource. */
export interface DestructionFacts {
  /** IAM actions, whole names. */
  readonly actions: readonly string[];

  /** Where AWS says so. */
  readonly source: string;
}

// `Modify...` actions destroy too: no condition key tells "deletion protection off" or "backups kept for 0 days" from a
// harmless change. The only key that `rds:ModifyDBInstance` knows is `rds:ManageMasterUserPassword`.
const RDS_ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html';

/** A KMS key: disabling it, or taking it from a service, stops every store that it encrypts; deleting it loses them. */
export const KMS_KEY_DESTRUCTION: DestructionFacts = {
  actions: [
    'kms:ScheduleKeyDeletion',
    'kms:DisableKey',
    'kms:DeleteImportedKeyMaterial',
    'kms:DisableKeyRotation',
    // the key policy is what guards the key
    'kms:PutKeyPolicy',
    // the grant that a database holds is its only access to the key
    'kms:RevokeGrant',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html',
};

/** An RDS DB instance and its snapshots. */
export const RDS_INSTANCE_DESTRUCTION: DestructionFacts = {
  actions: [
    'rds:DeleteDBInstance',
    // deletion protection, backup retention, master password, public access
    'rds:ModifyDBInstance',
    'rds:DeleteDBSnapshot',
    'rds:DeleteDBInstanceAutomatedBackup',
    'rds:StopDBInstanceAutomatedBackupsReplication',
  ],
  source: RDS_ACTIONS,
};

/** An Aurora or Multi-AZ DB cluster, its instances and its snapshots. */
export const RDS_CLUSTER_DESTRUCTION: DestructionFacts = {
  actions: [
    'rds:DeleteDBCluster',
    'rds:ModifyDBCluster',
    'rds:DeleteDBInstance',
    'rds:ModifyDBInstance',
    'rds:DeleteDBClusterSnapshot',
    'rds:DeleteDBClusterAutomatedBackup',
    'rds:RemoveFromGlobalCluster',
  ],
  source: RDS_ACTIONS,
};

/** An Aurora global database. */
export const RDS_GLOBAL_CLUSTER_DESTRUCTION: DestructionFacts = {
  actions: [
    'rds:DeleteGlobalCluster',
    // deletion protection, name
    'rds:ModifyGlobalCluster',
    'rds:RemoveFromGlobalCluster',
    // with AllowDataLoss it gives up what has not been copied
    'rds:FailoverGlobalCluster',
  ],
  source: RDS_ACTIONS,
};

/** A DynamoDB table, its replicas and its backups. */
export const DYNAMODB_TABLE_DESTRUCTION: DestructionFacts = {
  actions: [
    'dynamodb:DeleteTable',
    'dynamodb:DeleteTableReplica',
    // deletion protection, replicas, key; no condition key tells them apart
    'dynamodb:UpdateTable',
    // point-in-time recovery and its window
    'dynamodb:UpdateContinuousBackups',
    // a wrong attribute lets every item expire
    'dynamodb:UpdateTimeToLive',
    'dynamodb:DeleteBackup',
    // the policy is what guards the table
    'dynamodb:PutResourcePolicy',
    'dynamodb:DeleteResourcePolicy',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html',
};

/**
 * What the policy of a table itself forbids without MFA.
 *
 * Fewer than `DYNAMODB_TABLE_DESTRUCTION`: CloudFormation has no MFA, yet it must be able to update the table and its
 * policy; backups and replicas carry no policy of the table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html
 */
export const TABLE_POLICY_GUARDED_ACTIONS: readonly string[] = [
  'dynamodb:DeleteTable',
  'dynamodb:DeleteResourcePolicy',
];

/** A DAX cluster: it holds copies only, yet without it every read falls on the table. */
export const DAX_CLUSTER_DESTRUCTION: DestructionFacts = {
  actions: [
    'dax:DeleteCluster',
    'dax:DecreaseReplicationFactor',
    // security groups, parameter group, notification topic
    'dax:UpdateCluster',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodbacceleratordax.html',
};

/** A vault of AWS Backup: what keeps recovery points from being deleted. */
export const BACKUP_VAULT_DESTRUCTION: DestructionFacts = {
  actions: [
    'backup:DeleteBackupVault',
    'backup:PutBackupVaultAccessPolicy',
    'backup:DeleteBackupVaultAccessPolicy',
    'backup:PutBackupVaultLockConfiguration',
    'backup:DeleteBackupVaultLockConfiguration',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html',
};

/** What the policy of a vault itself forbids without MFA; CloudFormation updates the policy and the lock. */
export const VAULT_POLICY_GUARDED_ACTIONS: readonly string[] = [
  'backup:DeleteRecoveryPoint',
  'backup:UpdateRecoveryPointLifecycle',
  'backup:DeleteBackupVault',
];

/**
 * A Redshift cluster and its snapshots.
 *
 * Redshift has no deletion protection, and no condition key tells a `ModifyCluster` that opens the cluster from a harmless one.
 */
export const REDSHIFT_DESTRUCTION: DestructionFacts = {
  actions: [
    'redshift:DeleteCluster',
    'redshift:ModifyCluster',
    'redshift:DeleteClusterSnapshot',
    'redshift:BatchDeleteClusterSnapshots',
    'redshift:BatchModifyClusterSnapshots',
    'redshift:ModifyClusterSnapshot',
    'redshift:ModifyClusterSnapshotSchedule',
    'redshift:RestoreTableFromClusterSnapshot',
    'redshift:DisableLogging',
    'redshift:DisableSnapshotCopy',
    'redshift:ModifySnapshotCopyRetentionPeriod',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html',
};

/** A namespace of Redshift Serverless, its workgroup and its snapshots. */
export const REDSHIFT_SERVERLESS_DESTRUCTION: DestructionFacts = {
  actions: [
    'redshift-serverless:DeleteNamespace',
    'redshift-serverless:UpdateNamespace',
    'redshift-serverless:DeleteWorkgroup',
    'redshift-serverless:UpdateWorkgroup',
    'redshift-serverless:DeleteSnapshot',
    'redshift-serverless:UpdateSnapshot',
    'redshift-serverless:DeleteSnapshotCopyConfiguration',
    'redshift-serverless:RestoreFromSnapshot',
    'redshift-serverless:RestoreFromRecoveryPoint',
    'redshift-serverless:RestoreTableFromSnapshot',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshiftserverless.html',
};

/**
 * What the policy of a key itself forbids without MFA.
 *
 * Fewer than `KMS_KEY_DESTRUCTION`: CloudFormation has no MFA, yet it must be able to update the policy and the
 * rotation of the key, and services revoke their own grants.
 */
export const KEY_POLICY_GUARDED_ACTIONS: readonly string[] = [
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
  'kms:DeleteImportedKeyMaterial',
];

/** The administrator role of a guard: who may enter it, and what it may do. */
export const ADMINISTRATOR_ROLE_TAMPERING: DestructionFacts = {
  actions: [
    'iam:UpdateAssumeRolePolicy',
    'iam:AttachRolePolicy',
    'iam:DetachRolePolicy',
    'iam:PutRolePolicy',
    'iam:PutRolePermissionsBoundary',
    'iam:UpdateRole',
    'iam:DeleteRole',
  ],
  source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html',
};
