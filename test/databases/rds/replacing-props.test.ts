import { readFileSync } from 'fs';
import { join } from 'path';
import { Outcome, outcomes } from '../../../scripts/replacing-props';

const SOURCES = ['data-store.ts', 'rds/rds-props.ts'].map((file) => readFileSync(join(__dirname, '../../../src/databases', file), 'utf8')).join('\n');

let all: readonly Outcome[];
beforeAll(() => {
  all = outcomes();
});

/** What the documentation says of a prop: the comment before its last name. */
function docOf(prop: string): string {
  const name = prop.split('.').pop()!;
  return SOURCES.split('/**').find((part) => part.split('*/')[1]?.trim().startsWith(`readonly ${name}?:`)) ?? '';
}

test('only these props replace what holds data, and each says so', () => {
  const replacing = all.filter(({ replaced }) => replaced.length > 0).map(({ prop }) => prop);
  expect(replacing).toEqual(['encryptionKey', 'port', 'naming.identifier', 'naming.databaseName', 'naming.masterUsername', 'storage.snapshot']);
  expect(replacing.filter((prop) => !docOf(prop).replace(/\s+\*\s+/g, ' ').match(/replaces the (instance|store)/))).toEqual([]);
});

test('a new major version gets groups of its own, and keeps the instance', () => {
  expect(all.find(({ prop }) => prop === 'engine (major version)')).toEqual({
    prop: 'engine (major version)', replaced: [], conditional: ['AWS::RDS::DBInstance DBParameterGroupName'], left: [],
  });
});

test('no waiver replaces anything, so that each can be taken back', () => {
  expect(all.filter(({ prop, replaced }) => prop.startsWith('waivers') && replaced.length > 0)).toEqual([]);
});
