import * as rds from 'aws-cdk-lib/aws-rds';
import { Safeguard } from '../../../src/core/safeguard';
import { AuroraCapacity } from '../../../src/databases/aurora/aurora-capacity';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { AURORA_MYSQL, AURORA_POSTGRESQL } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

const AURORA_OUTDATED = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_13_22 });

/** The constructs of Aurora. */
export const AURORA_SUBJECTS: readonly Subject[] = [
  auroraSubject('mysql', { engine: AURORA_MYSQL }),
  auroraSubject('postgresql, serverless', { engine: AURORA_POSTGRESQL, capacity: AuroraCapacity.serverlessV2() }),
  auroraSubject('behind a proxy', { engine: AURORA_POSTGRESQL, engineOptions: { proxy: {} } }),
];

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
