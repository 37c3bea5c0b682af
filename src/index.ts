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
export { DeletionGuard } from './foundation/deletion/deletion-guard';
export type { DeletionGuardProps } from './foundation/deletion/deletion-guard';
export type { IProtectedStore } from './foundation/deletion/protected-store';

export type { DataStoreProps, IDataStore, INetworkedDataStore, NetworkedDataStoreProps } from './databases/data-store';
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
export type { SecureAuroraClusterProps } from './databases/aurora/aurora-props';
export { SecureAuroraCluster } from './databases/aurora/secure-aurora-cluster';
export type { RdsProxyOptions } from './databases/proxy/rds-proxy-props';
export { SecureRdsProxy } from './databases/proxy/secure-rds-proxy';

export { WafProtectedAlb } from './perimeter/waf-protected-alb';
export type { WafProtectedAlbProps } from './perimeter/waf-protected-alb';
export type { AppTargetsProps } from './perimeter/app-targets';

export { DatabaseHardeningChecks } from './packs/database-hardening-checks';
export type { DatabaseHardeningChecksProps } from './packs/database-hardening-checks';
export { ByDesign } from './packs/by-design';
export type { ByDesignFinding } from './packs/by-design';
export { HardeningReport } from './reports/hardening-report';
