import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { AURORA_MYSQL, AURORA_POSTGRESQL, ELSEWHERE } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

const AURORA_OUTDATED = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_13_22 });

/** The constructs of Aurora. */
export const AURORA_SUBJECTS: readonly Subject[] = [
  auroraSubject('mysql', { engine: AURORA_MYSQL }),
  auroraSubject('postgresql, serverless', { engine: AURORA_POSTGRESQL, capacity: AuroraCapacity.serverlessV2() }),
  auroraSubject('behind a proxy', { engine: AURORA_POSTGRESQL, engineOptions: { proxy: {} } }),
  { name: 'AuroraGlobalDatabase', build: (stack, waivers) => new AuroraGlobalDatabase(stack, 'Subject', { primary: primaryIn(stack), waivers }) },
  {
    name: 'SecureAuroraSecondaryCluster',
    build: (stack, waivers) => {
      const elsewhere = new Stack(stack.node.root, 'Elsewhere', { env: ELSEWHERE });
      const primary = primaryIn(elsewhere, waivers?.filter(({ safeguard }) => safeguard === Safeguard.SUPPORTED_ENGINE));
      const globalDatabase = new AuroraGlobalDatabase(elsewhere, 'World', { primary });
      return new SecureAuroraSecondaryCluster(stack, 'Subject', { network: networkIn(stack), globalDatabase, waivers });
    },
  },
];

/** A cluster that a global database can grow from. */
function primaryIn(stack: Stack, waivers: Waiver[] = []): SecureAuroraCluster {
  return new SecureAuroraCluster(stack, 'Orders', {
    network: networkIn(stack),
    engine: waivers.length > 0 ? AURORA_OUTDATED : AURORA_POSTGRESQL,
    engineOptions: { masterAuthentication: MasterAuthentication.IAM },
    waivers,
  });
}

function auroraSubject(name: string, { engineOptions, ...props }: Omit<SecureAuroraClusterProps, 'network' | 'waivers'>): Subject {
  return {
    name: `SecureAuroraCluster (${name})`,
    build: (stack, waivers) => new SecureAuroraCluster(stack, 'Subject', {
      network: networkIn(stack),
      ...props,
      engine: waivers?.some(({ safeguard }) => safeguard === Safeguard.SUPPORTED_ENGINE) ? AURORA_OUTDATED : props.engine,
      // without IAM authentication no proxy can log in
      engineOptions: waivers?.some(({ safeguard }) => safeguard === Safeguard.IAM_AUTHENTICATION) ? undefined : engineOptions,
      waivers,
    }),
  };
}
