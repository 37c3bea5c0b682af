import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AclEntry, evaluate, Packet } from './acl-simulation';
import { messageOf, NetworkFixture, REGION } from './fixture';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DATABASE_PORTS } from '../../../src/facts/database-ports';
import { aclRuleNumber } from '../../../src/foundation/network/acl-rule-numbers';

const ENTRY = 'AWS::EC2::NetworkAclEntry';

function entriesOf(fixture: NetworkFixture): AclEntry[] {
  return Object.values(fixture.resources(ENTRY)).map(({ Properties }) => Properties as unknown as AclEntry);
}

function admitFurther(fixture: NetworkFixture, port: number): string {
  return messageOf(() => fixture.network.createStoreSecurityGroup(new Construct(fixture.stack, 'Further'), port));
}

describe('packets at the data subnets of a network with MySQL and PostgreSQL', () => {
  const entries = entriesOf(new NetworkFixture({}, REGION, [3306, 5432]));
  const WEB = '10.0.0.10';
  const APP = '10.0.48.10';
  const APP_ELSEWHERE = '10.0.64.10';
  const DATA = '10.0.96.10';
  const OTHER_DATA = '10.0.104.10';
  const INTERNET = '198.51.100.7';
  const tcp = (from: string, to: string, port: number): Packet => ({ protocol: 'tcp', from, to, port });

  test.each<[string, 'in' | 'out', Packet]>([
    ['the app connects to MySQL', 'in', tcp(APP, DATA, 3306)],
    ['the app connects to PostgreSQL from the third zone', 'in', tcp(APP_ELSEWHERE, DATA, 5432)],
    ['the store replies to the lowest port of the app', 'out', tcp(DATA, APP, 1024)],
    ['the store replies to a port of Linux', 'out', tcp(DATA, APP, 40000)],
    ['the store replies to the highest port of the app', 'out', tcp(DATA, APP_ELSEWHERE, 65535)],
  ])('%s', (_title, direction, packet) => {
    expect(evaluate(entries, direction, packet)).toBe('allow');
  });

  test.each<[string, 'in' | 'out', Packet]>([
    ['the web tier connects to MySQL', 'in', tcp(WEB, DATA, 3306)],
    ['the internet connects to MySQL', 'in', tcp(INTERNET, DATA, 3306)],
    ['another data subnet connects to MySQL', 'in', tcp(OTHER_DATA, DATA, 3306)],
    ['the app connects to SSH', 'in', tcp(APP, DATA, 22)],
    ['the app connects to the port below MySQL', 'in', tcp(APP, DATA, 3305)],
    ['the app connects to the port above MySQL', 'in', tcp(APP, DATA, 3307)],
    ['the app sends UDP to the port of MySQL', 'in', { ...tcp(APP, DATA, 3306), protocol: 'udp' }],
    ['the internet replies to a connection of the store', 'in', tcp(INTERNET, DATA, 40000)],
    ['the store connects to the internet', 'out', tcp(DATA, INTERNET, 443)],
    ['the store sends to high ports in the internet', 'out', tcp(DATA, INTERNET, 40000)],
    ['the store replies to the web tier', 'out', tcp(DATA, WEB, 40000)],
    ['the store connects to the application', 'out', tcp(DATA, APP, 80)],
    ['the store connects to HTTPS in the app tier', 'out', tcp(DATA, APP, 443)],
    ['the store sends UDP to the app', 'out', { ...tcp(DATA, APP, 40000), protocol: 'udp' }],
    ['the store pings the app', 'out', { ...tcp(DATA, APP, 40000), protocol: 'icmp' }],
  ])('is denied: %s', (_title, direction, packet) => {
    expect(evaluate(entries, direction, packet)).toBe('deny');
  });
});

test('the network ACL covers the data subnets and no other', () => {
  const fixture = new NetworkFixture();
  const subnets = Object.values(fixture.resources('AWS::EC2::SubnetNetworkAclAssociation')).map(({ Properties }) => Properties.SubnetId);
  expect(subnets).toEqual([1, 2, 3].map((zone) => ({ Ref: expect.stringMatching(`^NetworkVpcDataSubnet${zone}Subnet`) as unknown })));
});

test('without a store the network ACL admits nothing', () => {
  expect(entriesOf(new NetworkFixture())).toEqual([]);
});

test('two stores on the same port share the entries', () => {
  expect(entriesOf(new NetworkFixture({}, REGION, [3306, 3306]))).toEqual(entriesOf(new NetworkFixture({}, REGION, [3306])));
});

test('the order of the stores does not matter', () => {
  const one = new NetworkFixture({}, REGION, [3306, 7777, 5432]).resources(ENTRY);
  const other = new NetworkFixture({}, REGION, [5432, 3306, 7777]).resources(ENTRY);
  expect(other).toEqual(one);
});

test('adding a store leaves the entries of the others as they are', () => {
  const before = new NetworkFixture({}, REGION, [7777, 5432]).resources(ENTRY);
  const after = new NetworkFixture({}, REGION, [3306, 7777, 5432]).resources(ENTRY);
  expect(after).toMatchObject(before);
  expect(Object.keys(after)).toHaveLength(Object.keys(before).length + 3);
});

test('adding a zone leaves the entries of the others as they are', () => {
  const before = new NetworkFixture({ maxAzs: 2 }, REGION, [3306, 7777]).resources(ENTRY);
  const after = new NetworkFixture({ maxAzs: 3 }, REGION, [3306, 7777]).resources(ENTRY);
  expect(after).toMatchObject(before);
});

describe('rule numbers', () => {
  test.each([
    [3306, 0, 100], [3306, 5, 105], [5432, 0, 110], [8182, 5, 235], // places of their own
    [1, 0, 1006], [5280, 5, 32685], [5281, 0, 1000], [65535, 0, 13978], // shared places
  ])('port %i in zone %i gets rule %i', (port, zone, number) => {
    expect(aclRuleNumber(port, zone)).toBe(number);
  });

  test('known ports keep apart from each other and from all other ports', () => {
    const known = DATABASE_PORTS.flatMap(({ port }) => [0, 1, 2, 3, 4, 5].map((zone) => aclRuleNumber(port, zone)));
    expect(new Set(known).size).toBe(DATABASE_PORTS.length * 6);
    expect(Math.max(...known)).toBeLessThan(1000);
  });

  test('every port lies in the range that AWS takes', () => {
    const numbers = Array.from({ length: 65535 }, (_, index) => aclRuleNumber(index + 1, 5));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(32766);
  });
});

test('the database ports are told apart and cite AWS', () => {
  expect(new Set(DATABASE_PORTS.map(({ port }) => port)).size).toBe(DATABASE_PORTS.length);
  expect(DATABASE_PORTS.filter(({ source }) => !source.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
});

test('a port whose rule numbers are taken is refused', () => {
  expect(admitFurther(new NetworkFixture({}, REGION, [7000]), 12281)).toBe(`SecurityGroup 'Net/Further/SecurityGroup' cannot be created, 1 problem:
  NETWORK_ACL_RULE_TAKEN: \`port\` is 12281, whose rule numbers in the network ACL belong to port 7000 of this network already; use a port next to it`);
});

test('six ports from three zones fit into the default quota', () => {
  expect(entriesOf(new NetworkFixture({}, REGION, [1433, 1521, 3306, 5432, 6379, 11211])).filter(({ Egress }) => !Egress)).toHaveLength(18);
});

test('a seventh port from three zones is refused, and leaves nothing behind', () => {
  const fixture = new NetworkFixture({}, REGION, [1433, 1521, 3306, 5432, 6379, 11211]);
  expect(admitFurther(fixture, 8182)).toBe(`SecurityGroup 'Net/Further/SecurityGroup' cannot be created, 1 problem:
  NETWORK_ACL_FULL: \`port\` is 8182, which makes 7 ports from 3 app subnets: 22 rules in the network ACL, 20 are allowed; let stores share ports, use fewer zones, or raise the quota of the account and pass \`networkAclRules\``);
  expect(entriesOf(fixture).filter(({ PortRange }) => PortRange.From === 8182)).toEqual([]);
  expect(fixture.stack.node.findChild('Further').node.children).toEqual([]);
});

test('a raised quota admits a seventh port', () => {
  const fixture = new NetworkFixture({ networkAclRules: 22 }, REGION, [1433, 1521, 3306, 5432, 6379, 11211, 8182]);
  expect(entriesOf(fixture).filter(({ Egress }) => !Egress)).toHaveLength(21);
});

test('a port that is only known at deployment is refused', () => {
  const fixture = new NetworkFixture();
  const port = new CfnParameter(fixture.stack, 'Port', { type: 'Number' }).valueAsNumber;
  expect(admitFurther(fixture, port)).toBe(`SecurityGroup 'Net/Further/SecurityGroup' cannot be created, 1 problem:
  STORE_PORT_UNKNOWN: \`port\` is only known at deployment (a token), but it numbers the rules of the network ACL; pass a number, or waive Safeguard.NETWORK_ACL on the network`);
});

test('a port that is only known at deployment works where the network ACL is waived', () => {
  const fixture = new NetworkFixture({ waivers: [Waiver.of(Safeguard.NETWORK_ACL, 'the platform team runs a firewall of its own')] });
  const port = new CfnParameter(fixture.stack, 'Port', { type: 'Number' }).valueAsNumber;
  fixture.network.createStoreSecurityGroup(new Construct(fixture.stack, 'Store'), port);
  expect(fixture.properties('AWS::EC2::SecurityGroupIngress', 'Store')).toMatchObject({ FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' } });
  expect(fixture.resources('AWS::EC2::NetworkAcl')).toEqual({});
});

test('the entries stand in the stack of the network, also for stores in other stacks', () => {
  const fixture = new NetworkFixture();
  fixture.network.createStoreSecurityGroup(new Construct(new Stack(fixture.app, 'Data', { env: REGION }), 'Store'), 3306);
  expect(entriesOf(fixture)).toHaveLength(6);
});
