import { App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as sns from 'aws-cdk-lib/aws-sns';
import { CUSTOMER } from './dynamodb/fixture';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { NetworkedDataStoreProps } from '../../src/databases/data-store';
import { DaxTable } from '../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../src/databases/dax/secure-dax-cluster';
import { SecureDynamoTable } from '../../src/databases/dynamodb/secure-dynamo-table';
import { MemcachedCluster } from '../../src/databases/elasticache/memcached-cluster';
import { SecureRedisCluster } from '../../src/databases/elasticache/secure-redis-cluster';
import { SecureServerlessCache } from '../../src/databases/elasticache/secure-serverless-cache';
import { SecureOpenSearchDomain } from '../../src/databases/opensearch/secure-opensearch-domain';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { SecureRedshiftCluster } from '../../src/databases/redshift/secure-redshift-cluster';
import { SecureRedshiftServerless } from '../../src/databases/redshift/secure-redshift-serverless';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL, ELSEWHERE, ENV, MYSQL } from '../support/fixtures';
import { thrown } from '../support/thrown';

interface Props extends Partial<NetworkedDataStoreProps> {
  readonly network: TieredNetwork;
}

/** Every store, with the least that it takes. */
const STORES: Record<string, (stack: Stack, props: Props) => { readonly node: unknown }> = {
  SecureRdsInstance: (stack, props) => new SecureRdsInstance(stack, 'Store', { engine: MYSQL, ...props }),
  SecureAuroraCluster: (stack, props) => new SecureAuroraCluster(stack, 'Store', { engine: AURORA_POSTGRESQL, ...props }),
  SecureRedisCluster: (stack, props) => new SecureRedisCluster(stack, 'Store', props),
  SecureServerlessCache: (stack, props) => new SecureServerlessCache(stack, 'Store', props),
  MemcachedCluster: (stack, { network, alerts }) => new MemcachedCluster(stack, 'Store', { network, alerts }),
  SecureOpenSearchDomain: (stack, props) => new SecureOpenSearchDomain(stack, 'Store', { version: opensearch.EngineVersion.OPENSEARCH_3_1, ...props }),
  SecureRedshiftCluster: (stack, props) => new SecureRedshiftCluster(stack, 'Store', props),
  SecureRedshiftServerless: (stack, props) => new SecureRedshiftServerless(stack, 'Store', props),
  SecureDynamoTable: (stack, { network: _, ...props }) => new SecureDynamoTable(stack, 'Store', { partitionKey: CUSTOMER, ...props }),
  SecureDaxCluster: (stack, { network, alerts }) => new SecureDaxCluster(stack, 'Store', { network, alerts, tables: [DaxTable.readWrite(dynamodb.Table.fromTableName(stack, 'Orders', 'orders'))] }),
};

/** What has no key, and what no network. */
const TAKES = {
  encryptionKey: Object.keys(STORES).filter((name) => !['MemcachedCluster', 'SecureDaxCluster'].includes(name)),
  alerts: Object.keys(STORES),
  network: Object.keys(STORES).filter((name) => name !== 'SecureDynamoTable'),
};

const app = new App();
const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network');
const far = new Stack(app, 'Elsewhere', { env: ELSEWHERE });
const FAR = {
  encryptionKey: kms.Key.fromKeyArn(far, 'Key', `arn:aws:kms:${ELSEWHERE.region}:${ELSEWHERE.account}:key/one`),
  alerts: sns.Topic.fromTopicArn(far, 'Topic', `arn:aws:sns:${ELSEWHERE.region}:${ELSEWHERE.account}:alerts`),
  network: new TieredNetwork(far, 'Network'),
};
const INSTEAD = {
  encryptionKey: ['ENCRYPTION_KEY', 'pass a key of the region of the stack, or leave it out'],
  alerts: ['ALERTS', 'pass a topic of the region of the stack, or leave it out'],
  network: ['NETWORK', 'pass a network of the region of the stack'],
};
type Prop = keyof typeof TAKES;
const CASES = (Object.keys(TAKES) as Prop[]).flatMap((prop) => TAKES[prop].map((store): [string, Prop] => [store, prop]));

let count = 0;
const stackIn = () => new Stack(app, `Data${count++}`, { env: ENV });

test.each(CASES)('%s refuses %s of another region, before anything is made', (store, prop) => {
  const stack = stackIn();
  const [code, instead] = INSTEAD[prop];
  expect(thrown(() => STORES[store](stack, { network, [prop]: FAR[prop] }))).toBe(
    `${store} '${stack.node.id}/Store' cannot be created, 1 problem:\n`
    + `  ${code}_ELSEWHERE: \`${prop}\` lies in eu-central-1, but the stack in eu-west-1; ${instead}`);
  expect(stack.node.tryFindChild('Store')).toBeUndefined();
});

const HOLD_DATA = Object.keys(STORES).filter((name) => !['MemcachedCluster', 'SecureDaxCluster'].includes(name));

test.each(HOLD_DATA)('the stack of %s cannot be removed, unless what protects the store is waived', (store) => {
  const [kept, waived] = [stackIn(), stackIn()];
  STORES[store](kept, { network });
  const safeguards = ['SecureRdsInstance', 'SecureAuroraCluster', 'SecureDynamoTable'].includes(store) ? [Safeguard.DELETION_PROTECTION] : [Safeguard.RETENTION];
  STORES[store](waived, { network, waivers: safeguards.map((safeguard) => Waiver.of(safeguard, 'preview environment, rebuilt nightly')) });
  expect([kept.terminationProtection, waived.terminationProtection]).toEqual([true, false]);
});
