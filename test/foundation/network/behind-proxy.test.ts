import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AclEntry, evaluate, Packet } from './acl-simulation';
import { messageOf, NetworkFixture, REGION } from './fixture';

const ENTRY = 'AWS::EC2::NetworkAclEntry';

/** A proxy that the app reaches on 5432, and a store behind it on another port. */
function proxied(fixture: NetworkFixture, port: number, stack: Stack = fixture.stack): { proxy: ec2.SecurityGroup; store: ec2.SecurityGroup } {
  const proxy = fixture.network.createStoreSecurityGroup(new Construct(stack, 'Proxy'), 5432);
  const store = fixture.network.createStoreSecurityGroup(new Construct(stack, 'Behind'), port, { behind: proxy });
  return { proxy, store };
}

function entriesOf(fixture: NetworkFixture): AclEntry[] {
  return Object.values(fixture.resources(ENTRY)).map(({ Properties }) => Properties as unknown as AclEntry);
}

describe('packets at the data subnets of a network with a store on 6543 behind a proxy on 5432', () => {
  const fixture = new NetworkFixture();
  proxied(fixture, 6543);
  const entries = entriesOf(fixture);
  const WEB = '10.0.0.10';
  const APP = '10.0.48.10';
  const PROXY = '10.0.96.10';
  const STORE = '10.0.104.10';
  const INTERNET = '198.51.100.7';
  const tcp = (from: string, to: string, port: number): Packet => ({ protocol: 'tcp', from, to, port });

  test.each<[string, 'in' | 'out', Packet]>([
    ['the app connects to the proxy', 'in', tcp(APP, PROXY, 5432)],
    ['the proxy replies to the app', 'out', tcp(PROXY, APP, 40000)],
    ['the proxy leaves its subnet for the store', 'out', tcp(PROXY, STORE, 6543)],
    ['the proxy enters the subnet of the store', 'in', tcp(PROXY, STORE, 6543)],
    ['the store leaves its subnet with the reply', 'out', tcp(STORE, PROXY, 1024)],
    ['the reply enters the subnet of the proxy', 'in', tcp(STORE, PROXY, 65535)],
  ])('%s', (_title, direction, packet) => {
    expect(evaluate(entries, direction, packet)).toBe('allow');
  });

  test.each<[string, 'in' | 'out', Packet]>([
    ['the app connects to the store past the proxy', 'in', tcp(APP, STORE, 6543)],
    ['the web tier connects to the proxy', 'in', tcp(WEB, PROXY, 5432)],
    ['the internet connects to the store', 'in', tcp(INTERNET, STORE, 6543)],
    ['another data subnet connects to SSH', 'in', tcp(PROXY, STORE, 22)],
    ['another data subnet connects to the last port below the replies', 'in', tcp(PROXY, STORE, 1023)],
    ['another data subnet sends UDP', 'in', { ...tcp(PROXY, STORE, 6543), protocol: 'udp' }],
    ['another data subnet pings', 'in', { ...tcp(PROXY, STORE, 6543), protocol: 'icmp' }],
    ['the store connects to HTTPS in the data tier', 'out', tcp(STORE, PROXY, 443)],
    ['the store connects to the internet', 'out', tcp(STORE, INTERNET, 6543)],
    ['the store connects to the web tier', 'out', tcp(STORE, WEB, 6543)],
  ])('is denied: %s', (_title, direction, packet) => {
    expect(evaluate(entries, direction, packet)).toBe('deny');
  });
});

test('the group of a store behind a proxy admits the proxy and nobody else', () => {
  const fixture = new NetworkFixture();
  const { proxy, store } = proxied(fixture, 6543);
  const rules = Object.values(fixture.resources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties)
    .filter(({ GroupId }) => JSON.stringify(GroupId) === JSON.stringify(fixture.stack.resolve(store.securityGroupId)));
  expect(rules).toEqual([{
    Description: 'Proxy to data store',
    FromPort: 6543,
    ToPort: 6543,
    IpProtocol: 'tcp',
    GroupId: fixture.stack.resolve(store.securityGroupId),
    SourceSecurityGroupId: fixture.stack.resolve(proxy.securityGroupId),
  }]);
});

test('the application opens no way out to a store behind a proxy', () => {
  const fixture = new NetworkFixture();
  proxied(fixture, 6543);
  const ports = Object.entries(fixture.resources('AWS::EC2::SecurityGroupEgress')).filter(([id]) => id.startsWith('NetworkAppSecurityGroup'))
    .map(([, { Properties }]) => Properties.FromPort);
  expect(ports).toContain(5432);
  expect(ports).not.toContain(6543);
});

test('a second store behind a proxy changes nothing in the network ACL', () => {
  const fixture = new NetworkFixture();
  const { proxy } = proxied(fixture, 6543);
  fixture.network.createStoreSecurityGroup(new Construct(fixture.stack, 'Second'), 3306, { behind: proxy });
  expect(entriesOf(fixture).filter(({ RuleNumber }) => RuleNumber < 100)).toHaveLength(6);
});

test('the rules between the data subnets stand before those of all ports', () => {
  const fixture = new NetworkFixture();
  proxied(fixture, 6543);
  const numbers = entriesOf(fixture).filter(({ Egress }) => !Egress).map(({ RuleNumber }) => RuleNumber);
  expect(numbers.sort((a, b) => a - b)).toEqual([50, 51, 52, 110, 111, 112]);
});

test('proxy and store in another stack than the network make no cycle', () => {
  const fixture = new NetworkFixture();
  proxied(fixture, 6543, new Stack(fixture.app, 'Data', { env: REGION }));
  expect(entriesOf(fixture)).toHaveLength(12);
});

test('a store behind a proxy counts against the quota, and leaves nothing behind when it does not fit', () => {
  const fixture = new NetworkFixture({}, REGION, [1433, 1521, 3306, 5432, 6379, 11211]);
  const proxy = new ec2.SecurityGroup(fixture.stack, 'Group', { vpc: fixture.network.vpc });
  const behind = new Construct(fixture.stack, 'Behind');
  const message = messageOf(() => fixture.network.createStoreSecurityGroup(behind, 3306, { behind: proxy }));
  expect(message).toBe(`SecurityGroup 'Net/Behind/SecurityGroup' cannot be created, 1 problem:
  NETWORK_ACL_FULL: a store behind a proxy adds 3 data subnets to 6 ports from 3 app subnets: 22 rules in the network ACL, 20 are allowed; let stores share ports, use fewer zones, or raise the quota of the account and pass \`networkAclRules\``);
  expect(behind.node.children).toEqual([]);
});

test('a further port counts the rules between the data subnets', () => {
  const fixture = new NetworkFixture({}, REGION, [1433, 1521, 3306, 6379]);
  proxied(fixture, 3306);
  expect(messageOf(() => fixture.network.createStoreSecurityGroup(new Construct(fixture.stack, 'Further'), 8182))).toContain(
    'NETWORK_ACL_FULL: `port` is 8182, which makes 6 ports from 3 app subnets: 22 rules in the network ACL, 20 are allowed');
});

test('a port below the range of the replies is refused behind a proxy', () => {
  const fixture = new NetworkFixture();
  expect(messageOf(() => proxied(fixture, 443))).toBe(`SecurityGroup 'Net/Behind/SecurityGroup' cannot be created, 1 problem:
  STORE_PORT_BELOW_PROXY_RANGE: \`port\` is 443, but between data subnets the network ACL admits 1024 to 65535; let a store behind a proxy listen in that range`);
});

test('a port that is only known at deployment works behind a proxy, since no rule is numbered by it', () => {
  const fixture = new NetworkFixture();
  proxied(fixture, new CfnParameter(fixture.stack, 'Port', { type: 'Number' }).valueAsNumber);
  expect(entriesOf(fixture)).toHaveLength(12);
});
