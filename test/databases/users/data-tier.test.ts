import { App, Stack, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Tier } from '../../../src/foundation/network/network';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { DatabaseHardeningChecks } from '../../../src/packs/database-hardening-checks';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

/** A network with one store, and the entries that a function in its data subnets needs besides. */
function withFunctionInDataTier(): { readonly app: App; readonly before: number; readonly more: number } {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENV });
  const network = new TieredNetwork(stack, 'Network');
  network.createStoreSecurityGroup(new Construct(stack, 'Store'), 5432);
  const entries = () => stack.node.findAll().filter((each) => each instanceof ec2.CfnNetworkAclEntry).length;
  const before = entries();
  const entry = (egress: boolean, cidrBlock: string, from: number, to: number) => new ec2.CfnNetworkAclEntry(stack, `Entry${entries()}`, {
    networkAclId: network.networkAcl!.networkAclId, ruleNumber: 10 + entries(), egress, cidrBlock, portRange: { from, to }, protocol: 6, ruleAction: 'allow',
  });
  const way = (out: boolean, cidrBlock: string, port: number) => {
    entry(out, cidrBlock, port, port);
    entry(!out, cidrBlock, 1024, 65535);
  };
  // the endpoint of Secrets Manager has its addresses in the app subnets
  network.subnets(Tier.APP).forEach(({ ipv4CidrBlock }) => way(true, ipv4CidrBlock, 443));
  // the server may stand in another zone than the function
  network.subnets(Tier.DATA).forEach(({ ipv4CidrBlock }) => [true, false].forEach((out) => way(out, ipv4CidrBlock, 5432)));
  // CloudFormation waits for its answer in S3, whose gateway endpoint has public addresses
  way(true, '0.0.0.0/0', 443);
  Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
  return { app, before, more: entries() - before };
}

test('a function in the data tier would open its network ACL to the internet, which our own rule refuses', () => {
  const { app, before, more } = withFunctionInDataTier();
  expect({ before, more }).toEqual({ before: 6, more: 20 });
  const message = thrown(() => app.synth());
  expect(message).toContain('it admits port 3389 from 0.0.0.0/0');
  expect(message).toContain("Acknowledge with 'DatabaseHardening::vpc.acl-no-open-administration-ports'");
});
