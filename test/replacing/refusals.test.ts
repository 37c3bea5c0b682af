import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { MEMCACHED_CLUSTER, REDIS_CLUSTER, SERVERLESS_CACHE } from '../../scripts/replacing/caches';
import { OPENSEARCH_DOMAIN } from '../../scripts/replacing/opensearch-domain';
import { REDSHIFT_CLUSTER, REDSHIFT_SERVERLESS } from '../../scripts/replacing/redshift';
import { ENV, Outcome, Study } from '../../scripts/replacing/study';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { resolveApp } from '../../src/model/unsynthesized-app';

/**
 * The property that names what holds the data. CloudFormation refuses to replace a resource whose name stays.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
const NAME: Readonly<Record<string, string>> = {
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::ElastiCache::ServerlessCache': 'ServerlessCacheName',
  'AWS::ElastiCache::CacheCluster': 'ClusterName',
  'AWS::OpenSearchService::Domain': 'DomainName',
  'AWS::Redshift::Cluster': 'ClusterIdentifier',
  'AWS::RedshiftServerless::Namespace': 'NamespaceName',
};

const OUTCOMES = JSON.parse(readFileSync(join(__dirname, '../../scripts/replacing/outcomes.json'), 'utf8')) as Record<string, readonly Outcome[]>;

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The logical id and the name of a store. */
interface Named {
  readonly id: string;
  readonly name: unknown;
}

/** A change that replaces a store, or might, or makes another one. */
interface Row {
  readonly construct: string;
  readonly prop: string;

  /** The store before the change and after it. */
  readonly sides: () => Named[];
}

let app: App;
let network: TieredNetwork;
beforeAll(() => {
  app = new App();
  network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
});

function storeOf<P>({ create }: Study<P>, propsOf: (stack: Stack) => Partial<P>): Named {
  const stack = new Stack(app, 'Store', { env: ENV });
  create({ stack, network }, propsOf(stack));
  const { Resources } = resolveApp(stack)[0].template as unknown as { readonly Resources: Record<string, Resource> };
  app.node.tryRemoveChild(stack.node.id);
  const [[id, { Type, Properties }]] = Object.entries(Resources).filter(([, resource]) => resource.Type in NAME);
  return { id, name: Properties[NAME[Type]] };
}

/** The changes that touch the store itself, by what the study has found. */
function rowsOf<P>(study: Study<P>): Row[] {
  const touching = OUTCOMES[study.construct].filter(({ replaced, conditional, left }) => (
    [...replaced, ...conditional, ...left].some((text) => text.split(' ')[0] in NAME))).map(({ prop }) => prop);
  return study.changes.filter(({ prop }) => touching.includes(prop)).map(({ prop, before, after }) => ({
    construct: study.construct,
    prop,
    sides: () => [storeOf(study, () => before ?? {}), storeOf(study, (stack) => ({ ...before, ...after(stack) }))],
  }));
}

const ROWS = [
  ...rowsOf(REDIS_CLUSTER), ...rowsOf(SERVERLESS_CACHE), ...rowsOf(MEMCACHED_CLUSTER),
  ...rowsOf(OPENSEARCH_DOMAIN), ...rowsOf(REDSHIFT_CLUSTER), ...rowsOf(REDSHIFT_SERVERLESS),
].map((row): [string, string, Row] => [row.construct, row.prop, row]);

/** The props by which somebody states that a new store is meant. */
const STATING = /^(options\.|naming\.)?(identifier|domainName)$/;

test.each(ROWS.filter(([, prop]) => !STATING.test(prop)))('%s keeps its name when %s changes, so that a replacement is refused', (_construct, _prop, { sides }) => {
  const [before, after] = sides();
  expect(after.name).toBe(before.name);
  expect(after.name).toMatch(/^[a-z][a-z0-9-]+$/);
});

test.each(ROWS.filter(([, prop]) => STATING.test(prop)))('%s is made anew when %s changes: that states it', (_construct, _prop, { sides }) => {
  const [before, after] = sides();
  expect(after.name).not.toBe(before.name);
});

test('a token in place of users is another resource of the same name, which ElastiCache refuses', () => {
  const [[, , { sides }]] = ROWS.filter(([, prop]) => prop === 'authToken');
  const [users, token] = sides();
  expect(token.id).not.toBe(users.id);
});

test('all replacing props are tried', () => {
  expect(ROWS.map(([construct, prop]) => `${construct} ${prop}`)).toEqual(expect.arrayContaining([
    'SecureRedisCluster port', 'SecureRedisCluster encryptionKey', 'SecureRedisCluster topology (cluster mode)', 'SecureRedisCluster authToken',
    'SecureServerlessCache encryptionKey', 'MemcachedCluster port', 'SecureRedshiftCluster naming.databaseName', 'SecureRedshiftCluster recovery.restoredFrom',
  ]));
});
