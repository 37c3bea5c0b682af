/** What a principal can do to a store. */
export type AccessRight = 'destroy' | 'change' | 'read' | 'share';

/** Actions of one right, and the resources that a request names: all of them must be allowed. */
export interface RightFacts {
  readonly right: AccessRight;
  readonly on: readonly string[];

  /** IAM actions, whole names. */
  readonly actions: readonly string[];
}

/**
 * How IAM knows one type of store.
 *
 * ARNs are written as `<service>|<resource>`, with a trailing `|` for those without a region. `{name}` is the name of the store, `{member}` that of its
 * members, `{any}` whatever of the store exists there, `{other}` something that need not belong to the store, and `{Attribute}` an attribute.
 */
export interface StoreAccessFacts {
  readonly type: string;

  /** The property that names the store; where it is left out, CloudFormation makes up a name, and `Ref` is the name. */
  readonly name?: string;

  /** The service stores its name in lower case. */
  readonly lowerCase?: boolean;

  /** ARNs by what they are of. */
  readonly arns: Readonly<Record<string, string>>;

  /** Attributes that are the ARN of the store itself: the first of `arns`. */
  readonly arnAttributes: readonly string[];

  /** Resources of their own that belong to a store: their type, the property that names the store, and the name of theirs among `arns`. */
  readonly members?: { readonly type: string; readonly by: string; readonly kind: string };

  /** The property without which a resource is no store: a member of a cluster is what its cluster is. */
  readonly memberOf?: string;

  /** Where the policy of the store stands, which counts beside those of the identities. */
  readonly policy?: string;

  /** The list whose item of the region of the stack holds the policy, instead of the store itself. */
  readonly policyPerRegion?: string;

  /** The secret of the service that opens the store: the attribute that is its ARN, and how its name begins. */
  readonly secret?: { readonly attribute: string; readonly prefix: string };

  /** The property that names the key of the store. */
  readonly key?: string;
  readonly rights: readonly RightFacts[];

  /** Where AWS lists the actions with their resources. */
  readonly source: string;
}

const ACTIONS = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_';

const named = (service: string) => (...names: readonly string[]): readonly string[] => names.map((name) => `${service}:${name}`);
const [rds, dynamodb, cache, memorydb, redshift, serverless, es, backup] = ['rds', 'dynamodb', 'elasticache', 'memorydb', 'redshift', 'redshift-serverless',
  'es', 'backup'].map(named);

const right = (kind: AccessRight, on: string, actions: readonly string[]): RightFacts => ({ right: kind, on: on.split(' '), actions });

/** Clusters of RDS, DocumentDB and Neptune, which all speak the API of RDS. */
const CLUSTER_RIGHTS: readonly RightFacts[] = [
  right('destroy', 'cluster', rds('DeleteDBCluster')),
  right('destroy', 'member', rds('DeleteDBInstance')),
  right('destroy', 'snapshot', rds('DeleteDBClusterSnapshot')),
  right('destroy', 'backup', rds('DeleteDBClusterAutomatedBackup')),
  right('change', 'cluster', rds('ModifyDBCluster', 'RemoveFromGlobalCluster')),
  right('change', 'member', rds('ModifyDBInstance')),
  right('share', 'cluster', rds('StartExportTask', 'RestoreDBClusterToPointInTime')),
  right('share', 'cluster newSnapshot', rds('CreateDBClusterSnapshot')),
  right('share', 'snapshot', rds('CopyDBClusterSnapshot', 'ModifyDBClusterSnapshotAttribute', 'RestoreDBClusterFromSnapshot')),
];

const CLUSTER_ARNS: Readonly<Record<string, string>> = {
  cluster: 'rds|cluster:{name}',
  member: 'rds|db:{member}',
  snapshot: 'rds|cluster-snapshot:{other}',
  newSnapshot: 'rds|cluster-snapshot:{any}',
  backup: 'rds|cluster-auto-backup:{other}',
};

const USERS_OF_CACHES: readonly RightFacts[] = [
  right('change', 'user', cache('ModifyUser', 'DeleteUser')),
  right('change', 'users', cache('ModifyUserGroup', 'DeleteUserGroup')),
];

/** What IAM knows of each type of store; stores of other types are not asked about. */
export const STORE_ACCESS: readonly StoreAccessFacts[] = [
  {
    type: 'AWS::RDS::DBInstance',
    name: 'DBInstanceIdentifier',
    lowerCase: true,
    memberOf: 'DBClusterIdentifier',
    arns: {
      instance: 'rds|db:{name}',
      snapshot: 'rds|snapshot:{other}',
      newSnapshot: 'rds|snapshot:{any}',
      backup: 'rds|auto-backup:{other}',
      login: 'rds-db|dbuser:{DbiResourceId}/{any}',
    },
    arnAttributes: ['DBInstanceArn'],
    secret: { attribute: 'MasterUserSecret.SecretArn', prefix: 'rds!' },
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'instance', rds('DeleteDBInstance')),
      right('destroy', 'snapshot', rds('DeleteDBSnapshot')),
      right('destroy', 'backup', rds('DeleteDBInstanceAutomatedBackup')),
      right('change', 'instance', rds('ModifyDBInstance', 'StopDBInstanceAutomatedBackupsReplication')),
      right('read', 'login', ['rds-db:connect']),
      right('share', 'instance', rds('CreateDBInstanceReadReplica', 'RestoreDBInstanceToPointInTime')),
      right('share', 'instance newSnapshot', rds('CreateDBSnapshot')),
      right('share', 'snapshot', rds('CopyDBSnapshot', 'ModifyDBSnapshotAttribute', 'RestoreDBInstanceFromDBSnapshot', 'StartExportTask')),
    ],
    source: `${ACTIONS}amazonrds.html`,
  },
  {
    type: 'AWS::RDS::DBCluster',
    name: 'DBClusterIdentifier',
    lowerCase: true,
    arns: { ...CLUSTER_ARNS, login: 'rds-db|dbuser:{DBClusterResourceId}/{any}' },
    arnAttributes: ['DBClusterArn'],
    members: { type: 'AWS::RDS::DBInstance', by: 'DBClusterIdentifier', kind: 'member' },
    secret: { attribute: 'MasterUserSecret.SecretArn', prefix: 'rds!' },
    key: 'KmsKeyId',
    rights: [
      ...CLUSTER_RIGHTS,
      right('read', 'login', ['rds-db:connect']),
      right('read', 'cluster', ['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement']),
    ],
    source: `${ACTIONS}amazonrds.html`,
  },
  {
    type: 'AWS::RDS::GlobalCluster',
    name: 'GlobalClusterIdentifier',
    lowerCase: true,
    arns: { global: 'rds|global-cluster:{name}|' },
    arnAttributes: ['GlobalClusterArn'],
    rights: [
      right('destroy', 'global', rds('DeleteGlobalCluster')),
      right('change', 'global', rds('ModifyGlobalCluster', 'RemoveFromGlobalCluster', 'FailoverGlobalCluster')),
    ],
    source: `${ACTIONS}amazonrds.html`,
  },
  {
    type: 'AWS::DocDB::DBCluster',
    name: 'DBClusterIdentifier',
    lowerCase: true,
    arns: CLUSTER_ARNS,
    arnAttributes: [],
    members: { type: 'AWS::DocDB::DBInstance', by: 'DBClusterIdentifier', kind: 'member' },
    key: 'KmsKeyId',
    rights: CLUSTER_RIGHTS,
    source: `${ACTIONS}amazonrds.html`,
  },
  {
    type: 'AWS::Neptune::DBCluster',
    name: 'DBClusterIdentifier',
    lowerCase: true,
    arns: { ...CLUSTER_ARNS, database: 'neptune-db|{ClusterResourceId}/{any}' },
    arnAttributes: [],
    members: { type: 'AWS::Neptune::DBInstance', by: 'DBClusterIdentifier', kind: 'member' },
    key: 'KmsKeyId',
    rights: [
      ...CLUSTER_RIGHTS,
      right('read', 'database', ['neptune-db:connect', 'neptune-db:ReadDataViaQuery']),
      right('destroy', 'database', ['neptune-db:ResetDatabase', 'neptune-db:DeleteDataViaQuery']),
    ],
    source: `${ACTIONS}amazonneptune.html`,
  },
  ...['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'].map((type): StoreAccessFacts => ({
    type,
    name: 'TableName',
    arns: {
      table: 'dynamodb|table/{name}',
      index: 'dynamodb|table/{name}/index/{any}',
      stream: 'dynamodb|table/{name}/stream/{any}',
      backup: 'dynamodb|table/{name}/backup/{any}',
    },
    arnAttributes: ['Arn'],
    policy: 'ResourcePolicy.PolicyDocument',
    policyPerRegion: type === 'AWS::DynamoDB::GlobalTable' ? 'Replicas' : undefined,
    key: 'SSESpecification.KMSMasterKeyId',
    rights: [
      right('destroy', 'table', dynamodb('DeleteTable', 'DeleteTableReplica', 'UpdateTimeToLive')),
      right('destroy', 'backup', dynamodb('DeleteBackup')),
      right('change', 'table', dynamodb('UpdateTable', 'UpdateContinuousBackups', 'PutResourcePolicy', 'DeleteResourcePolicy')),
      right('read', 'table', dynamodb('GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect')),
      right('read', 'index', dynamodb('Query', 'Scan')),
      right('read', 'stream', dynamodb('GetRecords')),
      right('share', 'table', dynamodb('ExportTableToPointInTime', 'RestoreTableToPointInTime', 'EnableKinesisStreamingDestination')),
      right('share', 'backup', dynamodb('RestoreTableFromBackup')),
    ],
    source: `${ACTIONS}amazondynamodb.html`,
  })),
  {
    type: 'AWS::DAX::Cluster',
    name: 'ClusterName',
    lowerCase: true,
    arns: { cluster: 'dax|cache/{name}' },
    arnAttributes: ['Arn'],
    rights: [
      right('destroy', 'cluster', ['dax:DeleteCluster', 'dax:DecreaseReplicationFactor']),
      right('change', 'cluster', ['dax:UpdateCluster']),
      right('read', 'cluster', ['dax:GetItem', 'dax:BatchGetItem', 'dax:Query', 'dax:Scan']),
    ],
    source: `${ACTIONS}amazondynamodbacceleratordax.html`,
  },
  {
    type: 'AWS::ElastiCache::ReplicationGroup',
    name: 'ReplicationGroupId',
    lowerCase: true,
    arns: {
      group: 'elasticache|replicationgroup:{name}',
      node: 'elasticache|cluster:{name}-{any}',
      snapshot: 'elasticache|snapshot:{other}',
      newSnapshot: 'elasticache|snapshot:{any}',
      user: 'elasticache|user:{other}',
      login: 'elasticache|user:{any}',
      users: 'elasticache|usergroup:{other}',
    },
    arnAttributes: ['Arn', 'ARN'],
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'group', cache('DeleteReplicationGroup')),
      right('destroy', 'node', cache('DeleteCacheCluster')),
      right('destroy', 'snapshot', cache('DeleteSnapshot')),
      right('change', 'group', cache('ModifyReplicationGroup', 'ModifyReplicationGroupShardConfiguration', 'DecreaseReplicaCount')),
      right('change', 'node', cache('ModifyCacheCluster')),
      ...USERS_OF_CACHES,
      right('read', 'group login', cache('Connect')),
      right('share', 'group newSnapshot', cache('CreateSnapshot')),
      right('share', 'snapshot', cache('CopySnapshot')),
    ],
    source: `${ACTIONS}amazonelasticache.html`,
  },
  {
    type: 'AWS::ElastiCache::ServerlessCache',
    name: 'ServerlessCacheName',
    lowerCase: true,
    arns: {
      cache: 'elasticache|serverlesscache:{name}',
      snapshot: 'elasticache|serverlesscachesnapshot:{other}',
      newSnapshot: 'elasticache|serverlesscachesnapshot:{any}',
      user: 'elasticache|user:{other}',
      login: 'elasticache|user:{any}',
      users: 'elasticache|usergroup:{other}',
    },
    arnAttributes: ['ARN'],
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'cache', cache('DeleteServerlessCache')),
      right('destroy', 'snapshot', cache('DeleteServerlessCacheSnapshot')),
      right('change', 'cache', cache('ModifyServerlessCache')),
      ...USERS_OF_CACHES,
      right('read', 'cache login', cache('Connect')),
      right('share', 'cache newSnapshot', cache('CreateServerlessCacheSnapshot')),
      right('share', 'snapshot', cache('CopyServerlessCacheSnapshot', 'ExportServerlessCacheSnapshot')),
    ],
    source: `${ACTIONS}amazonelasticache.html`,
  },
  {
    type: 'AWS::ElastiCache::CacheCluster',
    name: 'ClusterName',
    lowerCase: true,
    arns: { cluster: 'elasticache|cluster:{name}' },
    arnAttributes: [],
    rights: [
      right('destroy', 'cluster', cache('DeleteCacheCluster', 'RebootCacheCluster')),
      right('change', 'cluster', cache('ModifyCacheCluster')),
    ],
    source: `${ACTIONS}amazonelasticache.html`,
  },
  {
    type: 'AWS::MemoryDB::Cluster',
    name: 'ClusterName',
    lowerCase: true,
    arns: {
      cluster: 'memorydb|cluster/{name}',
      snapshot: 'memorydb|snapshot/{other}',
      login: 'memorydb|user/{any}',
    },
    arnAttributes: ['ARN'],
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'cluster', memorydb('DeleteCluster')),
      right('destroy', 'snapshot', memorydb('DeleteSnapshot')),
      right('change', 'cluster', memorydb('UpdateCluster')),
      right('read', 'cluster login', memorydb('Connect')),
      right('share', 'cluster', memorydb('CreateSnapshot')),
      right('share', 'snapshot', memorydb('CopySnapshot')),
    ],
    source: `${ACTIONS}amazonmemorydb.html`,
  },
  {
    type: 'AWS::Redshift::Cluster',
    name: 'ClusterIdentifier',
    lowerCase: true,
    arns: {
      cluster: 'redshift|cluster:{name}',
      snapshot: 'redshift|snapshot:{name}/{any}',
      login: 'redshift|dbuser:{name}/{any}',
      database: 'redshift|dbname:{name}/{any}',
    },
    arnAttributes: [],
    secret: { attribute: 'MasterPasswordSecretArn', prefix: 'redshift!' },
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'cluster', redshift('DeleteCluster')),
      right('destroy', 'snapshot', redshift('DeleteClusterSnapshot', 'BatchDeleteClusterSnapshots')),
      right('destroy', 'cluster snapshot', redshift('RestoreTableFromClusterSnapshot')),
      right('change', 'cluster', redshift('ModifyCluster', 'DisableLogging', 'DisableSnapshotCopy', 'ModifyClusterSnapshotSchedule', 'ModifySnapshotCopyRetentionPeriod')),
      right('change', 'snapshot', redshift('ModifyClusterSnapshot', 'BatchModifyClusterSnapshots')),
      right('read', 'login', redshift('GetClusterCredentials')),
      right('read', 'database', redshift('GetClusterCredentialsWithIAM')),
      right('share', 'snapshot', redshift('AuthorizeSnapshotAccess', 'CopyClusterSnapshot', 'CreateClusterSnapshot')),
      right('share', 'cluster', redshift('AuthorizeEndpointAccess')),
    ],
    source: `${ACTIONS}amazonredshift.html`,
  },
  {
    type: 'AWS::RedshiftServerless::Namespace',
    name: 'NamespaceName',
    lowerCase: true,
    arns: {
      namespace: 'redshift-serverless|namespace/{Namespace.NamespaceId}',
      workgroup: 'redshift-serverless|workgroup/{member}',
      snapshot: 'redshift-serverless|snapshot/{other}',
      newSnapshot: 'redshift-serverless|snapshot/{any}',
      recoveryPoint: 'redshift-serverless|recoverypoint/{other}',
      // the action takes no resource
      copies: 'redshift-serverless|{other}',
    },
    arnAttributes: ['Namespace.NamespaceArn'],
    members: { type: 'AWS::RedshiftServerless::Workgroup', by: 'NamespaceName', kind: 'workgroup' },
    secret: { attribute: 'Namespace.AdminPasswordSecretArn', prefix: 'redshift!' },
    key: 'KmsKeyId',
    rights: [
      right('destroy', 'namespace', serverless('DeleteNamespace')),
      right('destroy', 'workgroup', serverless('DeleteWorkgroup')),
      right('destroy', 'snapshot', serverless('DeleteSnapshot', 'RestoreFromSnapshot')),
      right('destroy', 'recoveryPoint', serverless('RestoreFromRecoveryPoint')),
      right('destroy', 'namespace snapshot', serverless('RestoreTableFromSnapshot')),
      right('change', 'namespace', serverless('UpdateNamespace')),
      right('change', 'copies', serverless('DeleteSnapshotCopyConfiguration')),
      right('change', 'workgroup', serverless('UpdateWorkgroup')),
      right('change', 'snapshot', serverless('UpdateSnapshot')),
      right('read', 'workgroup', serverless('GetCredentials')),
      right('share', 'namespace newSnapshot', serverless('CreateSnapshot')),
    ],
    source: `${ACTIONS}amazonredshiftserverless.html`,
  },
  ...['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'].map((type): StoreAccessFacts => ({
    type,
    name: 'DomainName',
    arns: { domain: 'es|domain/{name}', indices: 'es|domain/{name}/{any}' },
    arnAttributes: ['Arn', 'DomainArn'],
    policy: 'AccessPolicies',
    key: 'EncryptionAtRestOptions.KmsKeyId',
    rights: [
      right('destroy', 'domain', es('DeleteDomain', 'DeleteElasticsearchDomain')),
      right('destroy', 'indices', es('ESHttpDelete')),
      right('change', 'domain', es('UpdateDomainConfig', 'UpdateElasticsearchDomainConfig')),
      right('read', 'indices', es('ESHttpGet', 'ESHttpPost')),
    ],
    source: `${ACTIONS}amazonopensearchservice.html`,
  })),
  {
    type: 'AWS::Backup::BackupVault',
    name: 'BackupVaultName',
    arns: { vault: 'backup|backup-vault:{name}' },
    arnAttributes: ['BackupVaultArn'],
    policy: 'AccessPolicy',
    key: 'EncryptionKeyArn',
    rights: [
      right('destroy', 'vault', backup('DeleteBackupVault')),
      right('change', 'vault', backup('PutBackupVaultAccessPolicy', 'DeleteBackupVaultAccessPolicy', 'PutBackupVaultLockConfiguration',
        'DeleteBackupVaultLockConfiguration')),
    ],
    source: `${ACTIONS}awsbackup.html`,
  },
];

/** What reads the password of a store from Secrets Manager. */
export const SECRET_READ = 'secretsmanager:GetSecretValue';

/** What makes everything that a key encrypts unreadable: all at once for as long as the key is disabled, for ever when it is deleted. */
export const KEY_DESTRUCTION: readonly string[] = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'];

/**
 * What lets a principal give itself, or a role that it can use, any further right.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ESCALATION: readonly string[] = ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRolePermissionsBoundary',
  'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:PutUserPolicy', 'iam:AttachUserPolicy', 'iam:PutGroupPolicy', 'iam:AttachGroupPolicy',
  'iam:AddUserToGroup', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];
