import { App, Environment, Stack } from 'aws-cdk-lib';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { AuroraGlobalDatabaseProps } from '../../../src/databases/aurora/aurora-global-props';
import { SecureAuroraClusterProps } from '../../../src/databases/aurora/aurora-props';
import { SecureAuroraSecondaryClusterProps } from '../../../src/databases/aurora/aurora-secondary-props';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { auroraCluster, ELSEWHERE, ENV, TwoStacks, twoStacks } from '../../support/fixtures';

/** What a cluster needs to belong to a global database. */
export const IAM = { engineOptions: { masterAuthentication: MasterAuthentication.IAM } };

/** A primary cluster, its global database, and a stack with a network in another region. */
export interface World {
  readonly stacks: TwoStacks;
  readonly globalDatabase: AuroraGlobalDatabase;
  readonly elsewhere: Stack;
  readonly network: TieredNetwork;
}

export function world(
  primary: Partial<SecureAuroraClusterProps> = {}, props: Partial<AuroraGlobalDatabaseProps> = {},
  env: Environment = ENV, other: Environment = ELSEWHERE,
): World {
  const stacks = twoStacks(env, new App());
  const cluster = auroraCluster(stacks, { ...IAM, naming: { identifier: 'orders' }, ...primary });
  const elsewhere = new Stack(stacks.app, 'Elsewhere', { env: other });
  return {
    stacks,
    globalDatabase: new AuroraGlobalDatabase(stacks.dataStack, 'World', { primary: cluster, identifier: 'orders-world', ...props }),
    elsewhere,
    network: new TieredNetwork(elsewhere, 'Network'),
  };
}

export function secondary(
  { elsewhere, network, globalDatabase }: Pick<World, 'elsewhere' | 'network' | 'globalDatabase'>,
  props: Partial<SecureAuroraSecondaryClusterProps> = {}, id = 'Orders',
): SecureAuroraSecondaryCluster {
  return new SecureAuroraSecondaryCluster(elsewhere, id, { network, globalDatabase, ...props });
}
