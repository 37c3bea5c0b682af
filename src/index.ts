export { Safeguard } from './core/safeguard';
export { DataClassification } from './core/data-classification';
export { Waiver } from './core/waiver';

export { DataKey, DataKeyProps } from './foundation/data-key';
export { ServiceKeyUse } from './foundation/key-access';
export { ITieredNetwork, Tier } from './foundation/network/network';
export { TieredNetwork } from './foundation/network/tiered-network';
export { TieredNetworkProps } from './foundation/network/tiered-network-props';
export { ExistingNetworkProps } from './foundation/network/existing-network';
export { PrivateEndpoint } from './foundation/network/private-endpoint';
export { AlertTopic, AlertTopicProps } from './foundation/alerts/alert-topic';
export { DeletionGuard, DeletionGuardProps } from './foundation/deletion/deletion-guard';
export { IProtectedStore } from './foundation/deletion/protected-store';

export { DataStoreProps, IDataStore, INetworkedDataStore, NetworkedDataStoreProps } from './databases/data-store';
export { MaintenanceWindows } from './databases/rds/maintenance-windows';
export { RdsGrants } from './databases/rds/rds-grants';
export { RdsNaming, RdsStorage, SecureRdsInstanceProps } from './databases/rds/rds-props';
export { SecureRdsInstance } from './databases/rds/secure-rds-instance';

export { WafProtectedAlb, WafProtectedAlbProps } from './perimeter/waf-protected-alb';
export { AppTargetsProps } from './perimeter/app-targets';

export { DatabaseHardeningChecks, DatabaseHardeningChecksProps } from './packs/database-hardening-checks';
export { ByDesign, ByDesignFinding } from './packs/by-design';
export { HardeningReport } from './reports/hardening-report';
