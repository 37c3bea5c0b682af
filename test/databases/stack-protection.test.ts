import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { AuroraGlobalDatabase } from '../../src/databases/aurora/aurora-global-database';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../src/databases/rds/secure-rds-replica';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL, ELSEWHERE, ENV, MYSQL } from '../support/fixtures';

const app = new App();
const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
const stackOf = (id: string) => new Stack(app, id, { env: ENV });
const engineOptions = { masterAuthentication: MasterAuthentication.IAM };
const UNPROTECTED = [Waiver.of(Safeguard.DELETION_PROTECTION, 'preview environment, rebuilt nightly')];

test('the stacks of protected stores cannot be removed, and those of others can', () => {
  const stacks = ['Instance', 'Replica', 'Cluster', 'Global'].map(stackOf);
  const [forInstance, forReplica, forCluster, forGlobal] = stacks;
  const source = new SecureRdsInstance(forInstance, 'Orders', { network, engine: MYSQL, engineOptions });
  new SecureRdsReplica(forReplica, 'Reports', { network, source });
  const primary = new SecureAuroraCluster(forCluster, 'Orders', { network, engine: AURORA_POSTGRESQL, engineOptions });
  const globalDatabase = new AuroraGlobalDatabase(forGlobal, 'World', { primary });
  const elsewhere = new Stack(app, 'Secondary', { env: ELSEWHERE });
  new SecureAuroraSecondaryCluster(elsewhere, 'Orders', { network: new TieredNetwork(elsewhere, 'Network'), globalDatabase });
  expect([...stacks, elsewhere].map(({ terminationProtection }) => terminationProtection)).toEqual([true, true, true, true, true]);
  expect(Stack.of(network).terminationProtection).toBe(false);
});

test('a waiver of deletion protection leaves the stack as it is', () => {
  const [plain, guarded] = [stackOf('Plain'), new Stack(app, 'Guarded', { env: ENV, terminationProtection: true })];
  for (const stack of [plain, guarded]) {
    new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, waivers: UNPROTECTED });
  }
  expect([plain.terminationProtection, guarded.terminationProtection]).toEqual([false, true]);
});

test('of nested stacks the one that is deployed is protected', () => {
  const outer = stackOf('Outer');
  new SecureRdsInstance(new NestedStack(outer, 'Inner'), 'Orders', { network: new TieredNetwork(outer, 'Network'), engine: MYSQL });
  expect(outer.terminationProtection).toBe(true);
});
