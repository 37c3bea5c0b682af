export { Safeguard } from './core/safeguard';
export { DataClassification } from './core/data-classification';
export { Waiver } from './core/waiver';

export { DataKey } from './foundation/data-key';
export type { DataKeyProps } from './foundation/data-key';
export type { ServiceKeyUse } from './foundation/key-access';
export { Tier } from './foundation/network/network';
export type { ITieredNetwork, StoreAccess } from './foundation/network/network';
export { TieredNetwork } from './foundation/network/tiered-network';
export type { TieredNetworkProps } from './foundation/network/tiered-network-props';
export type { ExistingNetworkProps } from './foundation/network/existing-network';
export { PrivateEndpoint } from './foundation/network/private-endpoint';
export { AlertTopic } from './foundation/alerts/alert-topic';
export type { AlertTopicProps } from './foundation/alerts/alert-topic';
export { GuardDutyAlerts } from './foundation/alerts/guardduty/guardduty-alerts';
export type { FindingSuppression, FindingTopics, GuardDutyAddressList, GuardDutyAlertsProps } from './foundation/alerts/guardduty/guardduty-alerts-props';
export { GuardDutyDetector } from './foundation/alerts/guardduty/guardduty-detector';
export type { GuardDutyOrganization } from './foundation/alerts/guardduty/guardduty-detector';
export { GuardDutyProtection } from './foundation/alerts/guardduty/guardduty-protection';
export { DeletionGuard } from './foundation/deletion/deletion-guard';
export type { DeletionGuardProps } from './foundation/deletion/deletion-guard';
export type { IProtectedStore } from './foundation/deletion/protected-store';

export type {
  DataStoreProps, IDataStore, INetworkedDataStore, INetworkedStore, IWatchedStore, NetworkedDataStoreProps,
} from './databases/data-store';
export type { MaintenanceWindows } from './databases/rds/maintenance-windows';
export { Db2Engine } from './databases/rds/db2-engine';
export { EngineEncryption, MasterAuthentication } from './databases/rds/rds-engine-options';
export type { RdsEngineOptions } from './databases/rds/rds-engine-options';
export { RdsGrants } from './databases/rds/rds-grants';
export type { RdsNaming, RdsStorage, SecureRdsInstanceProps } from './databases/rds/rds-props';
export { SecureRdsInstance } from './databases/rds/secure-rds-instance';
export type { BackupCopy } from './databases/rds/backup-copy';
export type { SecureRdsReplicaProps } from './databases/rds/rds-replica-props';
export { SecureRdsReplica } from './databases/rds/secure-rds-replica';
export { AuroraCapacity } from './databases/aurora/aurora-capacity';
export type { AuroraMembers, ProvisionedAurora, ServerlessAurora } from './databases/aurora/aurora-capacity';
export type { AuroraRecovery, SecureAuroraClusterProps } from './databases/aurora/aurora-props';
export { SecureAuroraCluster } from './databases/aurora/secure-aurora-cluster';
export type { RdsProxyOptions } from './databases/proxy/rds-proxy-props';
export { SecureRdsProxy } from './databases/proxy/secure-rds-proxy';
export { DataPrivilege, DatabaseRight } from './databases/users/database-right';
export type { TableRightOptions } from './databases/users/database-right';
export { DatabaseServer } from './databases/users/database-server';
export type { ImportedServerAttributes } from './databases/users/database-server';
export { DatabaseUsers } from './databases/users/database-users';
export type { DatabaseConnection, DatabaseUser, DatabaseUsersProps, UserDatabase } from './databases/users/database-users-props';
export { DaxGrants } from './databases/dax/dax-grants';
export type { DaxCache, DaxNodes, SecureDaxClusterProps } from './databases/dax/dax-props';
export { DaxTable } from './databases/dax/dax-table';
export { SecureDaxCluster } from './databases/dax/secure-dax-cluster';

export { AccessString } from './databases/elasticache/access-string';
export { CacheGrants } from './databases/elasticache/cache-grants';
export { MemcachedCluster } from './databases/elasticache/memcached-cluster';
export type { MemcachedClusterProps } from './databases/elasticache/memcached-props';
export { RedisEngine } from './databases/elasticache/redis-engine';
export type { RedisOptions, SecureRedisClusterProps } from './databases/elasticache/redis-props';
export { RedisTopology } from './databases/elasticache/redis-topology';
export { SecureRedisCluster } from './databases/elasticache/secure-redis-cluster';
export { SecureServerlessCache } from './databases/elasticache/secure-serverless-cache';
export type { CacheLimits, SecureServerlessCacheProps } from './databases/elasticache/serverless-cache-props';

export { RedshiftAuditLog } from './databases/redshift/redshift-audit-log';
export { RedshiftDatabaseGrants } from './databases/redshift/redshift-database-grants';
export type { RedshiftDatabaseGrantsProps, RedshiftGroup } from './databases/redshift/redshift-database-grants';
export { RedshiftGrants } from './databases/redshift/redshift-grants';
export type { RedshiftLoadLocation, RedshiftLoads } from './databases/redshift/redshift-loads';
export { RedshiftNodes } from './databases/redshift/redshift-nodes';
export { RedshiftTls, RedshiftTrack } from './databases/redshift/redshift-props';
export type {
  RedshiftMaintenance, RedshiftNaming, RedshiftSnapshotCopy, RedshiftSnapshots, SecureRedshiftClusterProps,
} from './databases/redshift/redshift-props';
export { RedshiftSnapshotCopyGrant } from './databases/redshift/redshift-snapshot-copy-grant';
export type { RedshiftSnapshotCopyGrantProps } from './databases/redshift/redshift-snapshot-copy-grant';
export { RedshiftUsageLimit, UsageLimitAction, UsageLimitPeriod } from './databases/redshift/redshift-usage-limit';
export type { RedshiftUsageLimitOptions } from './databases/redshift/redshift-usage-limit';
export { RedshiftGroupRight } from './databases/redshift/redshift-group-right';
export type { RedshiftTableRight } from './databases/redshift/redshift-group-right';
export { RedshiftWarehouse } from './databases/redshift/redshift-warehouse';
export { SecureRedshiftCluster } from './databases/redshift/secure-redshift-cluster';
export { SecureRedshiftServerless } from './databases/redshift/secure-redshift-serverless';
export type { RedshiftServerlessCapacity, SecureRedshiftServerlessProps, ServerlessSnapshotCopy } from './databases/redshift/serverless-props';
export { UserAuthentication } from './databases/users/user-authentication';

export { WafProtectedAlb } from './perimeter/waf-protected-alb';
export type { WafProtectedAlbProps } from './perimeter/waf-protected-alb-props';
export { OriginLock } from './perimeter/origin-lock';
export { ShieldAdvanced } from './perimeter/shield-advanced';
export type { AppTargetsProps } from './perimeter/app-targets';
export { DatabaseWebAcl } from './perimeter/firewall/database-web-acl';
export type { DatabaseWebAclProps } from './perimeter/firewall/database-web-acl-props';
export { WebAclScope } from './perimeter/firewall/web-acl-scope';
export { FirewallRule } from './perimeter/firewall/firewall-rule';
export type { FirewallRuleOptions } from './perimeter/firewall/firewall-rule';
export { FirewallAction } from './perimeter/firewall/firewall-action';
export { FirewallLogs } from './perimeter/firewall/firewall-logs';
export { FirewallRuleGroup } from './perimeter/firewall/firewall-rule-group';
export type { FirewallRuleGroupProps } from './perimeter/firewall/firewall-rule-group';
export { BodyInspection } from './perimeter/firewall/body-inspection';
export { ManagedRuleGroup } from './perimeter/firewall/managed-rule-group';
export { RequestMatch } from './perimeter/firewall/request-match';
export { RequestPart } from './perimeter/firewall/request-part';
export { AddressBlocklist } from './perimeter/blocklist/address-blocklist';
export type { AddressBlocklistProps } from './perimeter/blocklist/address-blocklist-props';

export { DatabaseHardeningChecks } from './packs/database-hardening-checks';
export type { DatabaseHardeningChecksProps } from './packs/database-hardening-checks';
export { ByDesign } from './packs/by-design';
export type { ByDesignFinding } from './packs/by-design';
export { HardeningReport } from './reports/hardening-report';

export { DynamoCapacity } from './databases/dynamodb/dynamo-capacity';
export type { CapacityRange, OnDemandLimits, ProvisionedCapacity } from './databases/dynamodb/dynamo-capacity';
export { DynamoEncryption } from './databases/dynamodb/dynamo-encryption';
export { DynamoGrants } from './databases/dynamodb/dynamo-grants';
export { ContributorKeys } from './databases/dynamodb/dynamo-props';
export type {
  GlobalTableIndex, LocalTableIndex, SecureDynamoTableProps, TableFeatures, TableIndexes, TablePolicy,
} from './databases/dynamodb/dynamo-props';
export { ReplicaStage } from './databases/dynamodb/dynamo-replica';
export type { DynamoReplica } from './databases/dynamodb/dynamo-replica';
export type { ItemLimits } from './databases/dynamodb/item-limits';
export { SecureDynamoTable } from './databases/dynamodb/secure-dynamo-table';
export { DynamoWebIdentityRole, OwnItems } from './databases/dynamodb/dynamo-web-identity-role';
export type { DynamoWebIdentityRoleProps } from './databases/dynamodb/dynamo-web-identity-role';
export { WebIdentityProvider } from './databases/dynamodb/web-identity-provider';
export type { CognitoIdentityOptions } from './databases/dynamodb/web-identity-provider';
export { AttributeAction } from './databases/dynamodb/attribute-action';
export { ItemEncryption } from './databases/dynamodb/item-encryption';
export type { ItemEncryptionProps } from './databases/dynamodb/item-encryption';
export { DynamoBackupPlan } from './databases/dynamodb/dynamo-backup-plan';
export type { DynamoBackupCopy, DynamoBackupPlanProps } from './databases/dynamodb/dynamo-backup-plan';
export { OpenSearchGrants } from './databases/opensearch/opensearch-grants';
export { IndexReferences } from './databases/opensearch/opensearch-props';
export type { OpenSearchNodes, OpenSearchStorage, SecureOpenSearchDomainProps } from './databases/opensearch/opensearch-props';
export { SecureOpenSearchDomain } from './databases/opensearch/secure-opensearch-domain';
