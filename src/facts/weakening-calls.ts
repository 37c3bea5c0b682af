/** Calls of one service that destroy or weaken what protects data. */
export interface WeakeningCalls {
  /** Part of an id: `Rds`. */
  readonly id: string;

  /** What they are about, as people say it. */
  readonly title: string;

  /** Prefix of the IAM actions. */
  readonly iamPrefix: string;

  /** Under which name CloudTrail records the service. */
  readonly eventSource: string;

  /** Calls that destroy, stop or give away: worth a message whoever makes them. */
  readonly destroying: readonly string[];

  /** Calls that change what protects: worth a message unless a pipeline is expected to make them. */
  readonly weakening: readonly string[];

  /** Calls that weaken only by some of their parameters, as CloudTrail writes them. */
  readonly weakeningBy?: { readonly calls: readonly string[]; readonly parameters: Readonly<Record<string, readonly (boolean | number | string)[]>> };
}

/**
 * What every kind of store, and what surrounds it, can suffer.
 *
 * The names are those of the API, which CloudTrail records: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html
 * Each is held against the service authorization reference in the tests. Amazon DocumentDB and Neptune are recorded as RDS:
 * https://docs.aws.amazon.com/documentdb/latest/developerguide/logging-with-cloudtrail.html
 */
export const WEAKENING_CALLS: readonly WeakeningCalls[] = [
  {
    id: 'Rds',
    title: 'RDS, Aurora, DocumentDB and Neptune',
    iamPrefix: 'rds',
    eventSource: 'rds.amazonaws.com',
    destroying: ['DeleteDBInstance', 'DeleteDBCluster', 'DeleteDBSnapshot', 'DeleteDBClusterSnapshot', 'DeleteDBInstanceAutomatedBackup',
      'DeleteDBClusterAutomatedBackup', 'DeleteGlobalCluster', 'RemoveFromGlobalCluster', 'FailoverGlobalCluster', 'StopDBInstance', 'StopDBCluster',
      'StopDBInstanceAutomatedBackupsReplication', 'DeleteTenantDatabase', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute', 'StartExportTask',
      'StopActivityStream'],
    weakening: ['ModifyDBParameterGroup', 'ResetDBParameterGroup', 'ModifyDBClusterParameterGroup', 'ResetDBClusterParameterGroup', 'ModifyOptionGroup',
      'DeleteDBProxy', 'ModifyDBProxy', 'ModifyActivityStream', 'DeleteEventSubscription', 'ModifyEventSubscription', 'RemoveSourceIdentifierFromSubscription',
      'RemoveRoleFromDBCluster'],
    weakeningBy: {
      calls: ['ModifyDBInstance', 'ModifyDBCluster', 'ModifyGlobalCluster'],
      parameters: {
        deletionProtection: [false],
        publiclyAccessible: [true],
        backupRetentionPeriod: [0, 1],
        enableIAMDatabaseAuthentication: [false],
        manageMasterUserPassword: [false],
        multiAZ: [false],
        copyTagsToSnapshot: [false],
        autoMinorVersionUpgrade: [false],
      },
    },
  },
  {
    id: 'DynamoDb',
    title: 'DynamoDB',
    iamPrefix: 'dynamodb',
    eventSource: 'dynamodb.amazonaws.com',
    destroying: ['DeleteTable', 'DeleteBackup', 'ExportTableToPointInTime'],
    weakening: ['UpdateContinuousBackups', 'PutResourcePolicy', 'DeleteResourcePolicy', 'DisableKinesisStreamingDestination', 'UpdateTimeToLive'],
    weakeningBy: { calls: ['UpdateTable'], parameters: { deletionProtectionEnabled: [false] } },
  },
  {
    id: 'Dax',
    title: 'DynamoDB Accelerator',
    iamPrefix: 'dax',
    eventSource: 'dax.amazonaws.com',
    destroying: ['DeleteCluster', 'DecreaseReplicationFactor', 'DeleteSubnetGroup'],
    weakening: ['UpdateParameterGroup', 'DeleteParameterGroup'],
  },
  {
    id: 'Redshift',
    title: 'Redshift',
    iamPrefix: 'redshift',
    eventSource: 'redshift.amazonaws.com',
    destroying: ['DeleteCluster', 'DeleteClusterSnapshot', 'BatchDeleteClusterSnapshots', 'PauseCluster', 'AuthorizeSnapshotAccess', 'AuthorizeDataShare'],
    weakening: ['DisableLogging', 'DisableSnapshotCopy', 'ModifyClusterParameterGroup', 'ResetClusterParameterGroup', 'DeleteEventSubscription',
      'ModifyEventSubscription', 'AuthorizeEndpointAccess', 'PutResourcePolicy'],
    weakeningBy: {
      calls: ['ModifyCluster'],
      parameters: {
        publiclyAccessible: [true],
        encrypted: [false],
        automatedSnapshotRetentionPeriod: [0],
        enhancedVpcRouting: [false],
        manageMasterPassword: [false],
      },
    },
  },
  {
    id: 'RedshiftServerless',
    title: 'Redshift Serverless',
    iamPrefix: 'redshift-serverless',
    eventSource: 'redshift-serverless.amazonaws.com',
    destroying: ['DeleteNamespace', 'DeleteWorkgroup', 'DeleteSnapshot'],
    weakening: ['PutResourcePolicy', 'UpdateNamespace', 'DeleteResourcePolicy'],
    weakeningBy: { calls: ['UpdateWorkgroup'], parameters: { publiclyAccessible: [true], enhancedVpcRouting: [false] } },
  },
  {
    id: 'ElastiCache',
    title: 'ElastiCache',
    iamPrefix: 'elasticache',
    eventSource: 'elasticache.amazonaws.com',
    destroying: ['DeleteReplicationGroup', 'DeleteCacheCluster', 'DeleteServerlessCache', 'DeleteSnapshot', 'DeleteServerlessCacheSnapshot',
      'DeleteGlobalReplicationGroup', 'DisassociateGlobalReplicationGroup', 'ExportServerlessCacheSnapshot'],
    weakening: ['ModifyCacheParameterGroup', 'ResetCacheParameterGroup', 'ModifyUser', 'DeleteUser', 'ModifyUserGroup', 'DeleteUserGroup'],
    weakeningBy: {
      calls: ['ModifyReplicationGroup', 'ModifyCacheCluster', 'ModifyServerlessCache'],
      parameters: { snapshotRetentionLimit: [0], transitEncryptionEnabled: [false], automaticFailoverEnabled: [false], multiAZEnabled: [false] },
    },
  },
  {
    id: 'MemoryDb',
    title: 'MemoryDB',
    iamPrefix: 'memorydb',
    eventSource: 'memorydb.amazonaws.com',
    destroying: ['DeleteCluster', 'DeleteSnapshot', 'DeleteMultiRegionCluster'],
    weakening: ['UpdateACL', 'DeleteACL', 'UpdateUser', 'DeleteUser', 'UpdateParameterGroup', 'ResetParameterGroup'],
    weakeningBy: { calls: ['UpdateCluster'], parameters: { snapshotRetentionLimit: [0] } },
  },
  {
    id: 'OpenSearch',
    title: 'OpenSearch',
    iamPrefix: 'es',
    eventSource: 'es.amazonaws.com',
    destroying: ['DeleteDomain', 'DeleteElasticsearchDomain'],
    weakening: ['UpdateDomainConfig', 'UpdateElasticsearchDomainConfig', 'AuthorizeVpcEndpointAccess'],
  },
  {
    id: 'OpenSearchServerless',
    title: 'OpenSearch Serverless',
    iamPrefix: 'aoss',
    eventSource: 'aoss.amazonaws.com',
    destroying: ['DeleteCollection'],
    weakening: ['UpdateSecurityPolicy', 'DeleteSecurityPolicy', 'UpdateAccessPolicy', 'DeleteAccessPolicy'],
  },
  {
    id: 'Keys',
    title: 'keys of KMS',
    iamPrefix: 'kms',
    eventSource: 'kms.amazonaws.com',
    destroying: ['ScheduleKeyDeletion', 'DisableKey', 'DeleteImportedKeyMaterial', 'DisconnectCustomKeyStore', 'DeleteCustomKeyStore'],
    weakening: ['PutKeyPolicy', 'DisableKeyRotation', 'UpdateAlias', 'DeleteAlias'],
  },
  {
    id: 'Secrets',
    title: 'Secrets Manager',
    iamPrefix: 'secretsmanager',
    eventSource: 'secretsmanager.amazonaws.com',
    destroying: ['DeleteSecret', 'RemoveRegionsFromReplication', 'StopReplicationToReplica'],
    weakening: ['CancelRotateSecret', 'PutResourcePolicy', 'DeleteResourcePolicy'],
  },
  {
    id: 'Backups',
    title: 'AWS Backup',
    iamPrefix: 'backup',
    eventSource: 'backup.amazonaws.com',
    destroying: ['DeleteRecoveryPoint', 'DeleteBackupVault', 'DeleteBackupVaultLockConfiguration', 'DisassociateRecoveryPoint', 'StopBackupJob'],
    weakening: ['DeleteBackupPlan', 'UpdateBackupPlan', 'DeleteBackupSelection', 'DeleteBackupVaultAccessPolicy', 'PutBackupVaultAccessPolicy',
      'DeleteBackupVaultNotifications', 'UpdateRecoveryPointLifecycle', 'UpdateRegionSettings'],
  },
  {
    id: 'Network',
    title: 'security groups, network ACLs and flow logs',
    iamPrefix: 'ec2',
    eventSource: 'ec2.amazonaws.com',
    destroying: ['DeleteFlowLogs'],
    weakening: ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'ModifySecurityGroupRules', 'CreateNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'DeleteNetworkAclEntry', 'ReplaceNetworkAclAssociation', 'ModifySnapshotAttribute'],
  },
  {
    id: 'Firewalls',
    title: 'web ACLs of WAF',
    iamPrefix: 'wafv2',
    eventSource: 'wafv2.amazonaws.com',
    destroying: ['DeleteWebACL', 'DisassociateWebACL', 'DeleteLoggingConfiguration'],
    // sets of addresses are left out: a blocklist changes its own every few minutes
    weakening: ['UpdateWebACL', 'UpdateRuleGroup', 'DeleteRuleGroup', 'PutLoggingConfiguration'],
  },
  {
    id: 'Topics',
    title: 'SNS topics and their subscribers',
    iamPrefix: 'sns',
    eventSource: 'sns.amazonaws.com',
    destroying: ['DeleteTopic', 'Unsubscribe'],
    weakening: ['SetTopicAttributes', 'SetSubscriptionAttributes', 'AddPermission', 'RemovePermission'],
  },
  {
    id: 'Trails',
    title: 'CloudTrail',
    iamPrefix: 'cloudtrail',
    eventSource: 'cloudtrail.amazonaws.com',
    destroying: ['StopLogging', 'DeleteTrail', 'DeleteEventDataStore', 'StopEventDataStoreIngestion'],
    weakening: ['UpdateTrail', 'PutEventSelectors', 'UpdateEventDataStore', 'DeleteResourcePolicy'],
  },
  {
    id: 'Rules',
    title: 'EventBridge rules',
    iamPrefix: 'events',
    eventSource: 'events.amazonaws.com',
    destroying: ['DisableRule', 'DeleteRule', 'RemoveTargets'],
    weakening: ['PutRule', 'PutTargets'],
  },
  {
    id: 'Alarms',
    title: 'CloudWatch alarms',
    iamPrefix: 'cloudwatch',
    eventSource: 'monitoring.amazonaws.com',
    destroying: ['DeleteAlarms', 'DisableAlarmActions'],
    weakening: ['PutMetricAlarm', 'SetAlarmState'],
  },
  {
    id: 'Logs',
    title: 'CloudWatch Logs',
    iamPrefix: 'logs',
    eventSource: 'logs.amazonaws.com',
    destroying: ['DeleteLogGroup', 'DeleteLogStream'],
    weakening: ['PutRetentionPolicy', 'DisassociateKmsKey', 'DeleteMetricFilter', 'DeleteSubscriptionFilter', 'PutResourcePolicy'],
  },
];

/** The calls that stop or delete a trail: whoever makes them wants no record of the next one. */
export const TRAIL_TAMPERING: readonly string[] = ['StopLogging', 'DeleteTrail'];
