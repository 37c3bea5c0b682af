import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { ClientConnection } from '../../../src/databases/relational/client-connection';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_MYSQL, AURORA_POSTGRESQL, DB2, ELSEWHERE, ENV, MYSQL, ORACLE, POSTGRES, twoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const { app, dataStack, network } = twoStacks(ENV);
const certificateBundle = '/etc/ssl/rds/global-bundle.pem';
const IAM = { engineOptions: { masterAuthentication: MasterAuthentication.IAM } };
const orders = new SecureRdsInstance(dataStack, 'Orders', { network, engine: POSTGRES, port: 5433 });
const resolve = (value: unknown): unknown => dataStack.resolve(value);
const attribute = (id: RegExp, name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(id), name] });

test('libpq verifies the certificate and the name in it', () => {
  const host = attribute(/^OrdersInstance/, 'Endpoint.Address');
  expect(resolve(ClientConnection.instance(orders).environment({ certificateBundle, user: 'orders_app', database: 'shop' }))).toEqual({
    DATABASE_HOST: host,
    DATABASE_PORT: '5433',
    DATABASE_TLS: 'verify-full',
    DATABASE_CA_BUNDLE: certificateBundle,
    DATABASE_USER: 'orders_app',
    DATABASE_NAME: 'shop',
    PGHOST: host,
    PGPORT: '5433',
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: certificateBundle,
    PGUSER: 'orders_app',
    PGDATABASE: 'shop',
  });
});

test('other drivers get neutral words, and only what is given', () => {
  const store = new SecureRdsInstance(dataStack, 'Ledger', { network, engine: DB2, engineOptions: { ibmCustomerId: '1', ibmSiteId: '2' } });
  expect(Object.entries(ClientConnection.instance(store).environment({ certificateBundle })).slice(1)).toEqual([
    ['DATABASE_PORT', '50443'], ['DATABASE_TLS', 'verify-full'], ['DATABASE_CA_BUNDLE', certificateBundle],
  ]);
});

test('behind a proxy the application trusts the authority of the proxy, and connects to its port', () => {
  const store = new SecureRdsInstance(dataStack, 'Proxied', { network, engine: POSTGRES, port: 5433, engineOptions: { proxy: {} } });
  const { host, port, certificateBundleUrl } = ClientConnection.instance(store);
  expect([resolve(host), port]).toEqual([attribute(/^ProxiedProxy/, 'Endpoint'), 5432]);
  expect(certificateBundleUrl).toBe('https://www.amazontrust.com/repository/AmazonRootCA1.pem');
});

test('clusters have an address for the writer and one for the readers, replicas and secondary clusters one of their own', () => {
  const cluster = new SecureAuroraCluster(dataStack, 'Carts', { network, engine: AURORA_MYSQL, ...IAM, recovery: { backtrackWindow: Duration.hours(0) } });
  const source = new SecureRdsInstance(dataStack, 'Source', { network, engine: MYSQL, ...IAM });
  const replica = new SecureRdsReplica(dataStack, 'Reports', { network, source });
  const far = new Stack(app, 'Far', { env: ELSEWHERE });
  const globalDatabase = new AuroraGlobalDatabase(dataStack, 'World', { primary: cluster });
  const secondary = new SecureAuroraSecondaryCluster(far, 'Carts', { network: new TieredNetwork(far, 'Network'), globalDatabase });
  const connections = [ClientConnection.cluster(cluster), ClientConnection.readers(cluster), ClientConnection.replica(replica)];
  expect(connections.map(({ host }) => resolve(host))).toEqual([
    attribute(/^CartsCluster/, 'Endpoint.Address'),
    attribute(/^CartsCluster/, 'ReadEndpoint.Address'),
    attribute(/^ReportsInstance/, 'Endpoint.Address'),
  ]);
  expect(far.resolve(ClientConnection.secondaryCluster(secondary).host)).toEqual(attribute(/^CartsCluster/, 'ReadEndpoint.Address'));
  expect(Object.keys(ClientConnection.cluster(cluster).environment({ certificateBundle }))).not.toContain('PGHOST');
});

test('a cluster behind a proxy is reached through it', () => {
  const store = new SecureAuroraCluster(dataStack, 'Shop', { network, engine: AURORA_POSTGRESQL, engineOptions: { proxy: {} } });
  expect(resolve(ClientConnection.cluster(store).host)).toEqual(attribute(/^ShopProxy/, 'Endpoint'));
});

test.each([
  ['eu-west-1', 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem'],
  ['us-gov-west-1', 'https://truststore.pki.us-gov-west-1.rds.amazonaws.com/global/global-bundle.pem'],
  ['cn-north-1', 'https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/global/global-bundle.pem'],
  [undefined, 'https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem'],
])('the bundle of %s', (region, url) => {
  const stacks = twoStacks(region === undefined ? undefined : { ...ENV, region });
  expect(ClientConnection.instance(new SecureRdsInstance(stacks.dataStack, 'Orders', { network: stacks.network, engine: MYSQL })).certificateBundleUrl).toBe(url);
});

test('what is no path, no user and no database is refused at once', () => {
  expect(thrown(() => ClientConnection.instance(orders).environment({ certificateBundle: 'bundle.pem', user: '', database: 'a b' }))).toBe([
    "Connection to 'Data/Orders/environment()' cannot be created, 3 problems:",
    "  CERTIFICATE_BUNDLE_INVALID: `certificateBundle` is 'bundle.pem', allowed are absolute paths; pass for example '/etc/ssl/rds/global-bundle.pem'",
    "  CLIENT_USER_INVALID: `user` is '', allowed are 1 to 63 characters without blanks; leave it out if the application knows",
    "  CLIENT_DATABASE_INVALID: `database` is 'a b', allowed are 1 to 63 characters without blanks; leave it out if the application knows",
  ].join('\n'));
});

test('a port that only deployment knows is found in the text', () => {
  const stack = new Stack(app, 'Late', { env: ENV });
  const late = new TieredNetwork(stack, 'Network', { waivers: [Waiver.of(Safeguard.NETWORK_ACL, 'the port is a parameter of the stack')] });
  const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
  const store = new SecureRdsInstance(stack, 'Orders', { network: late, engine: MYSQL, port });
  expect(stack.resolve(ClientConnection.instance(store).environment({ certificateBundle }).DATABASE_PORT)).toEqual({ Ref: 'Port' });
});

test('Oracle is refused, since it has no certificates', () => {
  const store = new SecureRdsInstance(dataStack, 'Books', { network, engine: ORACLE });
  expect(thrown(() => ClientConnection.instance(store).environment({ certificateBundle }))).toBe(
    "Connection to 'Data/Books/environment()' cannot be created, 1 problem:\n"
    + '  CLIENT_WITHOUT_TLS: oracle-ee encrypts by its native network encryption, which knows no certificates; require it in the sqlnet.ora of the client');
});
