import { App, CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { messageOf, REGION } from './fixture';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { ExistingNetworkProps } from '../../../src/foundation/network/existing-network';
import { Tier } from '../../../src/foundation/network/network';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';

const subnetsOf = (name: string) => ({
  [`${name}SubnetIds`]: [`subnet-${name}1`, `subnet-${name}2`],
  [`${name}SubnetRouteTableIds`]: [`rtb-${name}1`, `rtb-${name}2`],
});
const GROUPS_AND_RULES = ['AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress'];

/** A stack, and a VPC that was imported into it. */
function imported(...kinds: string[]) {
  const stack = new Stack(new App(), 'Net', { env: REGION });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    ...Object.assign({}, ...kinds.map(subnetsOf)) as object,
  });
  return { stack, vpc };
}

function refusal(kinds: string[], props: (vpc: ec2.IVpc, stack: Stack) => Omit<ExistingNetworkProps, 'vpc'> = () => ({})): string {
  const { stack, vpc } = imported(...kinds);
  const message = messageOf(() => TieredNetwork.fromVpc(stack, 'Network', { vpc, ...props(vpc, stack) }));
  expect(stack.node.tryFindChild('Network')).toBeUndefined();
  return message.replace("TieredNetwork.fromVpc 'Net/Network' cannot be created, ", '');
}

function idsOf(subnets: ec2.ISubnet[]): string[] {
  return subnets.map(({ subnetId }) => subnetId);
}

describe('an imported VPC with public, private and isolated subnets', () => {
  const { stack, vpc } = imported('public', 'private', 'isolated');
  const network = TieredNetwork.fromVpc(stack, 'Network', { vpc });
  network.createStoreSecurityGroup(new Construct(stack, 'Orders'), 3306);
  const template = Template.fromStack(stack);

  test('becomes three tiers', () => {
    expect(idsOf(network.subnets(Tier.WEB))).toEqual(['subnet-public1', 'subnet-public2']);
    expect(idsOf(network.subnets(Tier.APP))).toEqual(['subnet-private1', 'subnet-private2']);
    expect(idsOf(network.subnets(Tier.DATA))).toEqual(['subnet-isolated1', 'subnet-isolated2']);
  });

  test('is not changed: only groups and rules are created', () => {
    const types = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect([...new Set(types)].sort()).toEqual(GROUPS_AND_RULES);
  });

  test('lets the application reach HTTPS anywhere, unless told where', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'App tier: the application, reached from the web tier only',
      SecurityGroupEgress: [{ CidrIp: '127.0.0.1/32' }, { CidrIp: '0.0.0.0/0', FromPort: 443, ToPort: 443, Description: 'HTTPS to AWS services' }],
    });
  });

  test('admits the store from the app tier', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 3306, Description: 'App tier to data store' });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 3306, Description: 'App tier to data store' });
  });

  test('records only what was built', () => {
    expect(hardeningOf(network)).toEqual({
      construct: 'TieredNetwork.fromVpc',
      classification: undefined,
      provides: [Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS],
      waived: [],
    });
  });
});

test('appPort, webSources and appDestinations are taken', () => {
  const { stack, vpc } = imported('public', 'private', 'isolated');
  const endpoints = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Endpoints', 'sg-0123456789abcdef0', { mutable: false });
  TieredNetwork.fromVpc(stack, 'Network', { vpc, appPort: 443, webSources: [ec2.Peer.ipv4('203.0.113.0/24')], appDestinations: [endpoints] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [{ CidrIp: '203.0.113.0/24', FromPort: 443 }] });
  template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { DestinationSecurityGroupId: 'sg-0123456789abcdef0', FromPort: 443 });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 443, Description: 'Web tier to app tier' });
  template.resourcePropertiesCountIs('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-0123456789abcdef0' }, 0);
});

test('a VPC made in the app works by the names of its subnet groups', () => {
  const stack = new Stack(new App(), 'Net', { env: REGION });
  const { PUBLIC, PRIVATE_ISOLATED } = ec2.SubnetType;
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'edge', subnetType: PUBLIC }, { name: 'apps', subnetType: PRIVATE_ISOLATED }, { name: 'stores', subnetType: PRIVATE_ISOLATED }],
  });
  const network = TieredNetwork.fromVpc(stack, 'Network', { vpc, app: { subnetGroupName: 'apps' }, data: { subnetGroupName: 'stores' } });
  const idOf = (subnet: ec2.ISubnet) => stack.getLogicalId(subnet.node.findChild('Subnet') as CfnElement);
  expect(network.subnets(Tier.DATA).map(idOf)).toEqual([1, 2, 3].map((zone) => expect.stringMatching(`^VpcstoresSubnet${zone}`) as unknown));
});

test('a VPC that is not looked up yet is not judged', () => {
  const app = new App();
  const stack = new Stack(app, 'Net', { env: REGION });
  const vpc = ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0' });
  const network = TieredNetwork.fromVpc(stack, 'Network', { vpc, data: { subnetGroupName: 'Stores' } });
  network.createStoreSecurityGroup(new Construct(stack, 'Orders'), 3306);
  expect(app.synth().manifest.missing).toHaveLength(1);
});

test('the network may stand in another stack than the VPC, and the store in a third', () => {
  const app = new App();
  const vpc = new ec2.Vpc(new Stack(app, 'Vpc'), 'Vpc', {
    natGateways: 1,
    subnetConfiguration: [
      { name: 'a', subnetType: ec2.SubnetType.PUBLIC }, { name: 'b', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, { name: 'c', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
  const network = TieredNetwork.fromVpc(new Stack(app, 'Net'), 'Network', { vpc });
  network.createStoreSecurityGroup(new Construct(new Stack(app, 'Data'), 'Orders'), 3306);
  expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Vpc', 'Net', 'Data']);
});

describe('refuses', () => {
  test('a VPC without isolated subnets', () => {
    expect(refusal(['public', 'private'])).toBe(`1 problem:
  TIER_WITHOUT_SUBNETS: \`data\` is not given and the VPC has no subnets of type Isolated, which it stands for; add isolated subnets to the VPC, or list them as isolated where it is imported`);
  });

  test('a VPC without any subnets, naming each tier', () => {
    expect(refusal([])).toBe(`3 problems:
  TIER_WITHOUT_SUBNETS: \`web\` is not given and the VPC has no subnets of type Public, which it stands for; select the subnets of the load balancers
  TIER_WITHOUT_SUBNETS: \`app\` is not given and the VPC has no subnets of type Private, which it stands for; select the subnets of the application
  TIER_WITHOUT_SUBNETS: \`data\` is not given and the VPC has no subnets of type Isolated, which it stands for; add isolated subnets to the VPC, or list them as isolated where it is imported`);
  });

  test('a selection of nothing', () => {
    expect(refusal(['public', 'private', 'isolated'], () => ({ data: { subnets: [] } }))).toBe(`1 problem:
  TIER_WITHOUT_SUBNETS: \`data\` selects no subnets; add isolated subnets to the VPC, or list them as isolated where it is imported`);
  });

  test('a selection that the VPC does not know', () => {
    expect(refusal(['public', 'private', 'isolated'], () => ({ app: { subnetGroupName: 'Apps' } }))).toBe(`1 problem:
  TIER_WITHOUT_SUBNETS: \`app\` cannot be selected (There are no subnet groups with name 'Apps' in this VPC. Available names: Public,Private,Isolated); select the subnets of the application`);
  });

  test('public subnets as data tier', () => {
    expect(refusal(['public', 'private', 'isolated'], () => ({ data: { subnetType: ec2.SubnetType.PUBLIC } }))).toBe(`2 problems:
  DATA_SUBNETS_PUBLIC: \`data\` holds public subnets (subnet-public1, subnet-public2), but data stores must not have a route to the internet; select isolated subnets
  TIERS_OVERLAP: \`web\` and \`data\` share subnets (subnet-public1, subnet-public2), but a subnet belongs to one tier; select separate subnets`);
  });

  test('a public subnet among isolated ones', () => {
    expect(refusal(['public', 'private', 'isolated'], (vpc) => ({
      web: { subnets: [vpc.publicSubnets[0]] }, data: { subnets: [...vpc.isolatedSubnets, vpc.publicSubnets[1]] },
    }))).toBe(`1 problem:
  DATA_SUBNETS_PUBLIC: \`data\` holds public subnets (subnet-public2), but data stores must not have a route to the internet; select isolated subnets`);
  });

  test('subnets with a NAT gateway as data tier', () => {
    expect(refusal(['public', 'private', 'isolated'], () => ({
      app: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, data: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    }))).toBe(`1 problem:
  DATA_SUBNETS_NOT_ISOLATED: \`data\` holds subnets that the VPC does not list as isolated (subnet-private1, subnet-private2), so that they may have a route to the internet; select isolated subnets, or list these as isolated where the VPC is imported`);
  });

  test('subnets of which the VPC knows nothing as data tier', () => {
    expect(refusal(['public', 'private', 'isolated'], (_vpc, stack) => ({
      data: { subnets: [ec2.Subnet.fromSubnetId(stack, 'Foreign', 'subnet-foreign')] },
    }))).toBe(`1 problem:
  DATA_SUBNETS_NOT_ISOLATED: \`data\` holds subnets that the VPC does not list as isolated (subnet-foreign), so that they may have a route to the internet; select isolated subnets, or list these as isolated where the VPC is imported`);
  });

  test('public subnets as app tier', () => {
    expect(refusal(['public', 'isolated'], (vpc) => ({ web: { subnets: [vpc.publicSubnets[0]] }, app: { subnets: [vpc.publicSubnets[1]] } }))).toBe(`1 problem:
  APP_SUBNETS_PUBLIC: \`app\` holds public subnets (subnet-public2), but only the web tier is reached from the internet; select private or isolated subnets`);
  });

  test('one selection for app and data', () => {
    expect(refusal(['public', 'isolated'], () => ({ app: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }))).toBe(`1 problem:
  TIERS_OVERLAP: \`app\` and \`data\` share subnets (subnet-isolated1, subnet-isolated2), but a subnet belongs to one tier; select separate subnets`);
  });

  test('the same subnet, imported twice', () => {
    expect(refusal(['public', 'private', 'isolated'], (_vpc, stack) => ({ app: { subnets: [ec2.Subnet.fromSubnetId(stack, 'Again', 'subnet-isolated1')] } }))).toBe(`1 problem:
  TIERS_OVERLAP: \`app\` and \`data\` share subnets (subnet-isolated1), but a subnet belongs to one tier; select separate subnets`);
  });

  test('a wrong port and empty sources, together', () => {
    expect(refusal(['public', 'private', 'isolated'], () => ({ appPort: 0, webSources: [] }))).toBe(`2 problems:
  APP_PORT_INVALID: \`appPort\` is 0, a whole number from 1 to 65535 is allowed; pass the port of the application, or leave it out for 80
  WEB_SOURCES_EMPTY: \`webSources\` is empty, so that nobody would reach the web tier; name at least one peer, or leave it out to admit any IPv4 address`);
  });
});
