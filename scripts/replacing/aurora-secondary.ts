import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { LARGER, LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers, ofWindows, RELATIONAL_STATE } from './relational';
import { change, Place, Study } from './study';
import { Safeguard } from '../../src/core/safeguard';
import { AuroraCapacity } from '../../src/databases/aurora/aurora-capacity';
import { auroraSafeguards } from '../../src/databases/aurora/aurora-checks';
import { AuroraGlobalDatabase } from '../../src/databases/aurora/aurora-global-database';
import { AuroraGlobalDatabaseProps } from '../../src/databases/aurora/aurora-global-props';
import { SecureAuroraSecondaryClusterProps } from '../../src/databases/aurora/aurora-secondary-props';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../src/databases/rds/rds-engine-options';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';

type Props = Omit<SecureAuroraSecondaryClusterProps, 'network' | 'globalDatabase'>;
type GlobalProps = Omit<AuroraGlobalDatabaseProps, 'primary'>;

const postgres = (version: rds.AuroraPostgresEngineVersion) => rds.DatabaseClusterEngine.auroraPostgres({ version });
const POSTGRESQL = postgres(rds.AuroraPostgresEngineVersion.VER_17_6);
const OF_THE_PRIMARY = [Safeguard.BACKUP_PLAN, Safeguard.MANAGED_CREDENTIALS, Safeguard.AUTOMATIC_PATCHING];

function primaryIn(stack: Stack, network: TieredNetwork): SecureAuroraCluster {
  return new SecureAuroraCluster(stack, 'Orders', { network, engine: POSTGRESQL, engineOptions: { masterAuthentication: MasterAuthentication.IAM } });
}

/** A global database whose primary cluster lies elsewhere; its stack goes with that of the study. */
function globalDatabaseBeside({ stack }: Place): AuroraGlobalDatabase {
  const elsewhere = new Stack(stack, 'Elsewhere', { env: { account: stack.account, region: 'eu-central-1' } });
  return new AuroraGlobalDatabase(elsewhere, 'World', { primary: primaryIn(elsewhere, new TieredNetwork(elsewhere, 'Network')) });
}

/** What happens to the global database itself. */
export const AURORA_GLOBAL: Study<GlobalProps> = {
  construct: 'AuroraGlobalDatabase',
  advice: 'The global database holds no data: a replaced one leaves its clusters as they are. RDS refuses the new one while the primary cluster belongs to the old one, so '
    + 'that the deployment fails and nothing changes.',
  docs: ['databases/aurora/aurora-global-props.ts'],
  stateful: [...RELATIONAL_STATE, 'AWS::RDS::GlobalCluster'],
  left: { primary: 'another primary cluster is another global database', deletionGuard: LEFT_OF_EVERY_STORE.deletionGuard },
  create: ({ stack, network }, props) => new AuroraGlobalDatabase(stack, 'World', { primary: primaryIn(stack, network), ...props }),
  changes: [
    change('identifier', { identifier: 'world' }),
    change('engineLifecycleSupport', { engineLifecycleSupport: rds.EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT_DISABLED }),
    ...ofWaivers<GlobalProps>([Safeguard.DELETION_PROTECTION, Safeguard.RETENTION]),
  ],
};

/** What happens to a secondary cluster. */
export const AURORA_SECONDARY: Study<Props> = {
  construct: 'SecureAuroraSecondaryCluster',
  advice: 'A replaced secondary cluster is filled again from the primary one; the old one is retained, but leaves the stack, and RDS refuses two clusters of a global database '
    + 'in one region. Take the old one out of the global database first.',
  docs: ['databases/data-store.ts', 'databases/aurora/aurora-secondary-props.ts', 'databases/maintenance-windows.ts'],
  stateful: RELATIONAL_STATE,
  left: { ...LEFT_OF_EVERY_STORE, globalDatabase: 'another global database has other data' },
  create: (place, props) => new SecureAuroraSecondaryCluster(place.stack, 'Orders', { network: place.network, globalDatabase: globalDatabaseBeside(place), ...props }),
  changes: [
    change('engine (minor version)', { engine: postgres(rds.AuroraPostgresEngineVersion.VER_17_7) }),
    change('capacity (class)', { capacity: AuroraCapacity.provisioned({ instanceType: LARGER }) }),
    change('capacity (serverless)', { capacity: AuroraCapacity.serverlessV2() }),
    change('capacity (readers)', { capacity: AuroraCapacity.provisioned({ readers: 2 }) }),
    ...ofEveryStore<Props>(),
    ...ofWindows<Props>(),
    change('identifier', { identifier: 'orders-west' }),
    change('port', { port: 5433 }),
    change('parameters', { parameters: { work_mem: '65536' } }),
    change('writeForwarding', { writeForwarding: true }),
    ...ofWaivers<Props>(auroraSafeguards(POSTGRESQL).filter((safeguard) => !OF_THE_PRIMARY.includes(safeguard))),
  ],
};
