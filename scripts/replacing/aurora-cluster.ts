import { Duration } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { LARGER, LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers, ofWindows, RELATIONAL_STATE } from './relational';
import { change, Study } from './study';
import { AuroraCapacity } from '../../src/databases/aurora/aurora-capacity';
import { auroraSafeguards } from '../../src/databases/aurora/aurora-checks';
import { SecureAuroraClusterProps } from '../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { MasterAuthentication } from '../../src/databases/rds/rds-engine-options';

type Props = Omit<SecureAuroraClusterProps, 'network'>;

const postgres = (version: rds.AuroraPostgresEngineVersion) => rds.DatabaseClusterEngine.auroraPostgres({ version });
const POSTGRESQL = postgres(rds.AuroraPostgresEngineVersion.VER_17_6);
const MYSQL = rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_10_0 });

/** What happens to a cluster and its members. */
export const AURORA_CLUSTER: Study<Props> = {
  construct: 'SecureAuroraCluster',
  advice: 'A replaced cluster comes empty; the old one is retained with its data, but leaves the stack. Plan such a change as a move: take a snapshot, and '
    + 'create a new cluster from it with `recovery.snapshot`. The data of a member is that of its cluster: a replaced member costs a failover, and nothing else.',
  docs: ['databases/data-store.ts', 'databases/aurora/aurora-props.ts', 'databases/rds/rds-props.ts'],
  stateful: RELATIONAL_STATE,
  left: LEFT_OF_EVERY_STORE,
  create: ({ stack, network }, props) => new SecureAuroraCluster(stack, 'Orders', { network, engine: POSTGRESQL, ...props }),
  changes: [
    change('engine (minor version)', { engine: postgres(rds.AuroraPostgresEngineVersion.VER_17_7) }),
    change('engine (major version)', { engine: POSTGRESQL }, { engine: postgres(rds.AuroraPostgresEngineVersion.VER_16_10) }),
    change('capacity (class)', { capacity: AuroraCapacity.provisioned({ instanceType: LARGER }) }),
    change('capacity (serverless)', { capacity: AuroraCapacity.serverlessV2() }),
    change('capacity (readers)', { capacity: AuroraCapacity.provisioned({ readers: 2 }) }),
    change('capacity (storage type)', { capacity: AuroraCapacity.provisioned({ storageType: rds.DBClusterStorageType.AURORA_IOPT1 }) }),
    ...ofEveryStore<Props>(),
    ...ofWindows<Props>(),
    change('port', { port: 5433 }),
    change('parameters', { parameters: { work_mem: '65536' } }),
    change('naming.identifier', { naming: { identifier: 'orders' } }),
    change('naming.databaseName', { naming: { databaseName: 'shop' } }),
    change('naming.masterUsername', { naming: { masterUsername: 'keeper' } }),
    change('recovery.backtrackWindow', { recovery: { backtrackWindow: Duration.hours(12) } }, { engine: MYSQL }),
    change('recovery.snapshot', { recovery: { snapshot: 'before-the-move' } }),
    change('engineOptions.masterAuthentication', { engineOptions: { masterAuthentication: MasterAuthentication.IAM } }),
    change('engineOptions.proxy', { engineOptions: { proxy: {} } }),
    ...ofWaivers<Props>(auroraSafeguards(POSTGRESQL)),
  ],
};
