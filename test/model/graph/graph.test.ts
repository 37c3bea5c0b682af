import { DATABASE_PORTS } from '../../../src/facts/database-ports';
import { STORE_TYPES } from '../../../src/facts/store-types';
import { isInternet } from '../../../src/model/graph/addresses';
import { portOf, reachability } from '../../../src/model/graph/reachability';
import { references } from '../../../src/model/graph/references';
import { securityGroups } from '../../../src/model/graph/security-groups';
import { storeType } from '../../../src/model/graph/stores';
import { isCloudFormationType } from '../../rules/cloudformation-types';
import { modelOf, resourceOf } from '../../support/templates';

const ORDERS = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'mysql', VPCSecurityGroups: [{ Ref: 'OrdersGroup' }] } };

const ENDPOINT = { 'Fn::GetAtt': ['Orders', 'Endpoint.Port'] };

function group(...rules: object[]) {
  return { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: rules } };
}

function from(peer: object, port: unknown = 3306) {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer };
}

describe('an address range', () => {
  test.each(['0.0.0.0/0', '::/0', '0.0.0.0/1', '128.0.0.0/7', '2000::/3', '2000::/11'])('%s is the internet', (cidr) => {
    expect(isInternet(cidr)).toBe(true);
  });

  test.each(['10.0.0.0/8', '203.0.113.7/32', '192.168.0.0/16', 'fc00::/7', 'fd12::/8', '2001:db8::/32', '8.8.8.8', 'nonsense', ''])('%s is not', (cidr) => {
    expect(isInternet(cidr)).toBe(false);
  });
});

describe('security groups', () => {
  test('collect the rules of the group itself and those of separate resources', () => {
    const app = modelOf({
      OrdersGroup: group(from({ CidrIp: '10.0.0.0/8' })),
      Separate: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: { 'Fn::GetAtt': ['OrdersGroup', 'GroupId'] }, ...from({ SourceSecurityGroupId: 'sg-1' }) },
      },
    });
    const orders = app.derive(securityGroups).get(resourceOf(app, 'OrdersGroup'))!;
    expect(orders.ingress.map(({ peer }) => peer.kind)).toEqual(['addresses', 'group']);
  });

  test('are built once for all rules of a run', () => {
    const app = modelOf({ OrdersGroup: group() });
    expect(app.derive(securityGroups)).toBe(app.derive(securityGroups));
  });

  test('name a group outside a VPC by its name', () => {
    const app = modelOf({
      Orders: ORDERS,
      OrdersGroup: group(from({ SourceSecurityGroupName: 'edge' })),
      EdgeGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupName: 'edge', SecurityGroupIngress: [from({ CidrIp: '0.0.0.0/0' }, 443)] } },
    });
    expect(app.derive(reachability).throughOneGroup(resourceOf(app, 'Orders'))).toEqual([{ kind: 'path', path: 'internet → EdgeGroup → OrdersGroup' }]);
  });

  test('take the default group of a VPC of the app for one that admits its members only', () => {
    const orders = { ...ORDERS, Properties: { ...ORDERS.Properties, VPCSecurityGroups: [{ 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] }] } };
    const app = modelOf({ Orders: orders, Vpc: { Type: 'AWS::EC2::VPC' } });
    const store = resourceOf(app, 'Orders');
    expect(app.derive(reachability).unseen(store)).toBeUndefined();
    expect(app.derive(reachability).intoStore(store)).toEqual([]);
    expect(app.derive(reachability).outOfStore(store)).toEqual([{ kind: 'path', path: 'Orders → Vpc (default group) → internet' }]);
  });

  test('know that the CDK has emptied a default group', () => {
    const orders = { ...ORDERS, Properties: { ...ORDERS.Properties, VPCSecurityGroups: [{ 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] }] } };
    const app = modelOf({
      Orders: orders,
      Vpc: { Type: 'AWS::EC2::VPC' },
      Emptied: { Type: 'Custom::VpcRestrictDefaultSG', Properties: { DefaultSecurityGroupId: { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] } } },
    });
    expect(app.derive(reachability).outOfStore(resourceOf(app, 'Orders'))).toEqual([]);
  });
});

describe('the ports of a rule', () => {
  function reaches(rule: object, store: object = ORDERS, others: object = {}): string[] {
    const app = modelOf({ Orders: store, OrdersGroup: group({ CidrIp: '0.0.0.0/0', ...rule }), ...others });
    return app.derive(reachability).intoStore(resourceOf(app, 'Orders')).map(({ kind }) => kind);
  }

  test.each([
    ['the port', { IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306 }, ['path']],
    ['a range around it', { IpProtocol: 'tcp', FromPort: '3000', ToPort: '4000' }, ['path']],
    ['a range beside it', { IpProtocol: 'tcp', FromPort: 3307, ToPort: 4000 }, []],
    ['all protocols', { IpProtocol: -1 }, ['path']],
    ['all ports of a protocol', { IpProtocol: 'tcp' }, ['path']],
    ['all ports, as the console writes it', { IpProtocol: 'tcp', FromPort: -1, ToPort: -1 }, ['path']],
    ['echo requests', { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 }, []],
    ['echo requests by number', { IpProtocol: '1' }, []],
    ['a port of a parameter', { IpProtocol: 'tcp', FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' } }, ['unknown']],
    ['the port of its own endpoint', { IpProtocol: 'tcp', FromPort: ENDPOINT, ToPort: ENDPOINT }, ['path']],
    ['either of two ports', { IpProtocol: 'tcp', FromPort: { 'Fn::If': ['A', 443, 3306] }, ToPort: { 'Fn::If': ['A', 443, 3306] } }, ['path']],
  ])('open %s', (_name, rule, expected) => {
    expect(reaches(rule)).toEqual(expected);
  });

  test.each([
    ['the same engine', 'mariadb', ['path']],
    ['another engine', 'postgres', []],
    ['an engine nobody names', undefined, ['unknown']],
  ])('named by the endpoint of another store with %s are compared', (_name, engine, expected) => {
    const port = { 'Fn::GetAtt': ['Other', 'Endpoint.Port'] };
    const other = { Type: 'AWS::RDS::DBInstance', Properties: { Engine: engine } };
    expect(reaches({ IpProtocol: 'tcp', FromPort: port, ToPort: port }, ORDERS, { Other: other })).toEqual(expected);
  });
});

describe('the table of stores', () => {
  test('names types and ports that exist', () => {
    const ports = STORE_TYPES.flatMap(({ defaultPorts: { values = {}, otherwise = [] } }) => [...Object.values(values).flat(), ...otherwise]);
    const types = STORE_TYPES.flatMap(({ type, subnetGroup }) => [type, subnetGroup?.type ?? type]);
    expect(types.filter((type) => !isCloudFormationType(type))).toEqual([]);
    expect([...new Set(ports)].filter((port) => !DATABASE_PORTS.some((known) => known.port === port))).toEqual([]);
  });

  test.each([
    ['AWS::RDS::DBInstance', { Engine: 'sqlserver-ex' }, 'port 1433'],
    ['AWS::RDS::DBInstance', { Engine: 'custom-oracle-ee' }, 'port 1521'],
    ['AWS::RDS::DBInstance', { Engine: 'mysql', Port: { Ref: 'Port' } }, 'its port'],
    ['AWS::RDS::DBInstance', { DBSnapshotIdentifier: 'orders' }, 'its port'],
    ['AWS::RDS::DBInstance', { Engine: { 'Fn::If': ['A', 'mysql', 'postgres'] } }, 'port 3306 or 5432'],
    ['AWS::ElastiCache::CacheCluster', { Engine: 'memcached' }, 'port 11211'],
    ['AWS::ElastiCache::ServerlessCache', { Engine: 'valkey' }, 'port 6379 or 6380'],
    ['AWS::DAX::Cluster', {}, 'port 8111'],
    ['AWS::OpenSearchService::Domain', { VPCOptions: {} }, 'port 443'],
  ])('knows the port of %s with %j', (type, properties, expected) => {
    expect(portOf(resourceOf(modelOf({ Store: { Type: type, Properties: properties } }), 'Store'))).toBe(expected);
  });

  test('leaves alone what is no store, or follows its cluster', () => {
    const reader = { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: { Ref: 'Cluster' } } };
    const app = modelOf({ Bucket: { Type: 'AWS::S3::Bucket' }, Reader: reader });
    expect([...app.resources()].map(storeType)).toEqual([undefined, undefined]);
  });
});

describe('references', () => {
  test('tell who names a resource by a property, and whose reference is hidden', () => {
    const app = modelOf({
      Bucket: { Type: 'AWS::S3::Bucket' },
      Mine: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' } } },
      Open: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Name' } } },
    });
    const { to, hidden } = app.derive(references).by('AWS::S3::BucketPolicy', 'Bucket');
    expect(to(resourceOf(app, 'Bucket')).map(({ logicalId }) => logicalId)).toEqual(['Mine']);
    expect(hidden.map(({ resource, because }) => [resource.logicalId, because])).toEqual([['Open', 'Ref Name']]);
  });
});
