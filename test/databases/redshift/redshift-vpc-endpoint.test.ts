import { App, Stack } from 'aws-cdk-lib';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { findingsOf, listed } from '../../support/findings';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const app = new App();
const stack = new Stack(app, 'Data', { env: ENV });
const warehouse = new SecureRedshiftCluster(stack, 'Warehouse', { network: new TieredNetwork(stack, 'Network') });

/** A network of its own in another stack. */
function networkOf(id: string, env = ENV): TieredNetwork {
  return new TieredNetwork(new Stack(app, id, { env }), 'Network');
}

test('an endpoint lies in the data tier of the other network, in a group that its app tier reaches', () => {
  const clients = networkOf('Clients');
  const endpoint: redshift.CfnEndpointAccess = warehouse.addVpcEndpoint('Clients', clients);
  const template = templateOf(stack);
  const rendered = template.findResources('AWS::Redshift::EndpointAccess')[stack.resolve(endpoint.logicalId) as string].Properties as Record<string, unknown[]>;
  expect(rendered).toMatchObject({ ClusterIdentifier: stack.resolve(warehouse.cluster.ref), EndpointName: expect.stringMatching(/^[a-z][a-z0-9-]{0,29}$/) });
  const ways = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { GroupId: rendered.VpcSecurityGroupIds[0] } }));
  expect(ways.map(({ Properties: { FromPort, ToPort, SourceSecurityGroupId } }) => [FromPort, ToPort, SourceSecurityGroupId])).toEqual([
    [warehouse.port, warehouse.port, { 'Fn::InTemplate': ['Clients', Stack.of(clients).resolve(clients.appSecurityGroup.securityGroupId)] }],
  ]);
  const subnets = Object.values(template.findResources('AWS::Redshift::ClusterSubnetGroup'))
    .find(({ Properties: { Description } }) => Description === 'Data tier of the clients of Data/Warehouse');
  expect(subnets!.Properties.SubnetIds).toHaveLength(3);
  expect(listed(findingsOf(app), 'fail', 'unknown').filter((finding) => finding.includes('Data/Warehouse/Clients'))).toEqual([]);
});

test.each([
  ['region', { ...ENV, region: 'eu-central-1' }, 'region eu-central-1, the cluster in eu-west-1; pass a network of the region of the cluster'],
  ['account', { ...ENV, account: '222222222222' }, 'account 222222222222, the cluster in 111111111111; pass a network of the account of the cluster'],
])('a network of another %s is refused', (what, env, rest) => {
  expect(thrown(() => warehouse.addVpcEndpoint('Elsewhere', networkOf(what, env)))).toBe(
    `VPC endpoint of 'Data/Warehouse/Elsewhere' cannot be created, 1 problem:\n  ENDPOINT_ELSEWHERE: the network is in ${rest}`);
  expect(warehouse.node.tryFindChild('Elsewhere')).toBeUndefined();
});
