import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { messageOf, NetworkFixture, REGION } from './fixture';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';

const GROUP = 'AWS::EC2::SecurityGroup';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';
const EGRESS = 'AWS::EC2::SecurityGroupEgress';

function store(scope: Construct): Construct {
  return new Construct(scope, 'Orders');
}

describe('a store in the stack of the network', () => {
  const fixture = new NetworkFixture();
  const group = fixture.network.createStoreSecurityGroup(store(fixture.stack), 3306);

  test('gets a group that opens no connections', () => {
    expect(group.node.path).toBe('Net/Orders/SecurityGroup');
    expect(fixture.properties(GROUP, 'OrdersSecurityGroup')).toEqual({
      GroupDescription: 'Data store, reached from the app tier only',
      VpcId: { Ref: 'NetworkVpc7FB7348F' },
      SecurityGroupEgress: [{
        CidrIp: '127.0.0.1/32', IpProtocol: 'tcp', FromPort: 443, ToPort: 443, Description: 'Nowhere: without a rule here everything would be open',
      }],
    });
  });

  test('is reached on its port from the app tier only', () => {
    expect(fixture.properties(INGRESS, 'OrdersSecurityGroup')).toEqual({
      GroupId: { 'Fn::GetAtt': [expect.stringMatching('^OrdersSecurityGroup'), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': ['NetworkAppSecurityGroupE3807721', 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 3306,
      ToPort: 3306,
      Description: 'App tier to data store',
    });
  });

  test('is what the app tier reaches on that port', () => {
    const rules = Object.values(fixture.resources(EGRESS)).filter(({ Properties }) => Properties.FromPort === 3306);
    expect(rules.map(({ Properties }) => Properties)).toEqual([expect.objectContaining({
      GroupId: { 'Fn::GetAtt': ['NetworkAppSecurityGroupE3807721', 'GroupId'] },
      DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching('^OrdersSecurityGroup'), 'GroupId'] },
    })]);
  });
});

test('a store in another stack brings its rules along, and depends on the network', () => {
  const fixture = new NetworkFixture();
  const data = new Stack(fixture.app, 'Data', { env: REGION });
  fixture.network.createStoreSecurityGroup(store(data), 5432);
  const template = Template.fromStack(data);
  template.hasResourceProperties(INGRESS, { FromPort: 5432 });
  template.hasResourceProperties(EGRESS, { FromPort: 5432 });
  expect(Object.values(fixture.resources(EGRESS)).filter(({ Properties }) => Properties.FromPort === 5432)).toEqual([]);
  expect(data.dependencies).toEqual([fixture.stack]);
  expect(fixture.stack.dependencies).toEqual([]);
});

test('a store may be created before the stack of the network', () => {
  const app = new App();
  const data = new Stack(app, 'Data');
  const network = new TieredNetwork(new Stack(app, 'Net'), 'Network');
  network.createStoreSecurityGroup(store(data), 3306);
  expect(app.synth().stacks.map(({ stackName }) => stackName)).toEqual(['Net', 'Data']);
});

test.each([
  ['a nested stack beside the network', (fixture: NetworkFixture) => new NestedStack(fixture.stack, 'Nested')],
  ['a nested stack of another stack', (fixture: NetworkFixture) => new NestedStack(new Stack(fixture.app, 'Data', { env: REGION }), 'Nested')],
])('a store in %s synthesizes with its rules', (_title, scope) => {
  const fixture = new NetworkFixture();
  const nested = scope(fixture);
  fixture.network.createStoreSecurityGroup(store(nested), 3306);
  expect(() => fixture.app.synth()).not.toThrow();
  Template.fromStack(nested).hasResourceProperties(INGRESS, { FromPort: 3306 });
  Template.fromStack(nested).hasResourceProperties(EGRESS, { FromPort: 3306 });
});

test('a store beside a network in a nested stack synthesizes', () => {
  const app = new App();
  const parent = new Stack(app, 'Parent', { env: REGION });
  const network = new TieredNetwork(new NestedStack(parent, 'Nested'), 'Network');
  network.createStoreSecurityGroup(store(parent), 3306);
  expect(() => app.synth()).not.toThrow();
});

test('network and store of the same stage find each other', () => {
  const app = new App();
  const stage = new Stage(app, 'Production', { env: REGION });
  const network = new TieredNetwork(new Stack(stage, 'Net'), 'Network');
  network.createStoreSecurityGroup(store(new Stack(stage, 'Data')), 3306);
  expect(() => app.synth()).not.toThrow();
});

describe('connecting the same groups once more writes no second rule', () => {
  test.each([['the same stack', false], ['another stack', true]])('for a store in %s', (_title, elsewhere) => {
    const fixture = new NetworkFixture();
    const stack = elsewhere ? new Stack(fixture.app, 'Data', { env: REGION }) : fixture.stack;
    const group = fixture.network.createStoreSecurityGroup(store(stack), 3306);
    group.connections.allowFrom(fixture.network.appSecurityGroup, ec2.Port.tcp(3306), 'By hand');
    const found = [fixture.stack, stack].flatMap((each) => [INGRESS, EGRESS].flatMap((type) => (
      Object.keys(Template.fromStack(each).findResources(type, { Properties: { FromPort: 3306 } })))));
    expect(new Set(found).size).toBe(2);
  });

  test('for the load balancers and the application', () => {
    const fixture = new NetworkFixture();
    const { webSecurityGroup, appSecurityGroup } = fixture.network;
    webSecurityGroup.connections.allowTo(appSecurityGroup, ec2.Port.tcp(80), 'Load balancer to target');
    appSecurityGroup.connections.allowFrom(webSecurityGroup, ec2.Port.tcp(80));
    const rules = [INGRESS, EGRESS].flatMap((type) => Object.values(fixture.resources(type)).filter(({ Properties }) => Properties.FromPort === 80));
    expect(rules).toHaveLength(2);
  });
});

describe('refuses', () => {
  test.each([0, -1, 65536, 3306.5, NaN])('port %p', (port) => {
    const { network, stack } = new NetworkFixture();
    expect(messageOf(() => network.createStoreSecurityGroup(store(stack), port))).toBe(`SecurityGroup 'Net/Orders/SecurityGroup' cannot be created, 1 problem:
  STORE_PORT_INVALID: \`port\` is ${port}, a whole number from 1 to 65535 is allowed; pass the port that the store listens on`);
  });

  test('the same store twice', () => {
    const { network, stack } = new NetworkFixture();
    const orders = store(stack);
    network.createStoreSecurityGroup(orders, 3306);
    expect(messageOf(() => network.createStoreSecurityGroup(orders, 5432))).toBe(`SecurityGroup 'Net/Orders/SecurityGroup' cannot be created, 1 problem:
  STORE_ADMITTED_TWICE: 'Net/Orders' has a child 'SecurityGroup' already; call createStoreSecurityGroup once for each store`);
  });

  test('a store in another stage', () => {
    const { network, app } = new NetworkFixture();
    const stack = new Stack(new Stage(app, 'Production', { env: REGION }), 'Data');
    expect(messageOf(() => network.createStoreSecurityGroup(store(stack), 3306))).toBe(`SecurityGroup 'Production/Data/Orders/SecurityGroup' cannot be created, 1 problem:
  NETWORK_IN_OTHER_STAGE: the network 'Net/Network' belongs to another stage, whose resources cannot be referenced; create both in the same stage`);
  });
});
