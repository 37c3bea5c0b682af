import { readFileSync } from 'fs';
import { join } from 'path';
import { Result, STUDIES } from '../../scripts/replacing/studies';
import { Outcome } from '../../scripts/replacing/study';

const SRC = join(__dirname, '../../src');

/** Made by scripts/generate-replacing-props.ts with the diff engine of the CDK, and held current by the check of generated files. */
const OUTCOMES = JSON.parse(readFileSync(join(__dirname, '../../scripts/replacing/outcomes.json'), 'utf8')) as Record<string, readonly Outcome[]>;

/** The props that replace what holds data, by construct: a new one here takes somebody's database. */
const REPLACING: Record<string, readonly string[]> = {
  SecureRdsInstance: ['encryptionKey', 'port', 'naming.identifier', 'naming.databaseName', 'naming.masterUsername', 'storage.snapshot'],
  SecureRdsReplica: ['identifier', 'port'],
  SecureAuroraCluster: ['encryptionKey', 'naming.identifier', 'naming.databaseName', 'recovery.snapshot'],
  AuroraGlobalDatabase: ['identifier'],
  SecureAuroraSecondaryCluster: ['encryptionKey', 'identifier'],
  SecureDynamoTable: ['partitionKey', 'sortKey', 'tableName', 'indexes.localIndexes'],
  SecureDaxCluster: ['nodes.instanceType', 'waivers (Safeguard.ENCRYPTION_IN_TRANSIT)'],
  SecureRedisCluster: ['engine (Redis OSS to Valkey)', 'encryptionKey', 'port', 'options.identifier', 'options.snapshot'],
  SecureServerlessCache: ['encryptionKey', 'identifier'],
  MemcachedCluster: ['port', 'identifier'],
  // the key replaces it too: CloudFormation names a condition for that, which every domain of ours meets
  SecureOpenSearchDomain: ['domainName'],
  SecureRedshiftCluster: ['naming.identifier', 'naming.databaseName', 'naming.masterUsername', 'recovery.restoredFrom'],
  SecureRedshiftServerless: ['naming.identifier'],
  DatabaseBackupPlan: ['encryptionKey'],
};

/** Waivers that replace what is made again without loss. */
const REPLACING_WAIVERS: Record<string, readonly string[]> = { SecureDaxCluster: ['waivers (Safeguard.ENCRYPTION_IN_TRANSIT)'] };

describe.each(STUDIES.map((study): [string, Result] => [study.construct, study]))('%s', (construct, study) => {
  const source = study.docs.map((file) => readFileSync(join(SRC, file), 'utf8')).join('\n');
  const all = OUTCOMES[construct];

  /** What the documentation says of a prop: the comment before its last name. */
  function docOf(prop: string): string {
    const name = prop.replace(/ \(.*/, '').split('.').pop()!;
    return source.split('/**').filter((part) => part.split('*/')[1]?.trim().startsWith(`readonly ${name}`)).join('\n');
  }

  /** The members of an interface and of what it extends. */
  function propsOf(name: string): string[] {
    const [, base, body] = new RegExp(`export interface ${name} (?:extends (\\w+) )?\\{(.*?)\\n\\}`, 's').exec(source)!;
    return [...[...body.matchAll(/readonly (\w+)\??:/g)].map(([, prop]) => prop), ...(base === undefined ? [] : propsOf(base))];
  }

  test('only these props replace what holds data, and each says so', () => {
    const replacing = all.filter(({ replaced }) => replaced.length > 0).map(({ prop }) => prop);
    expect(replacing).toEqual(REPLACING[construct]);
    expect(replacing.filter((prop) => !/replaces the (store|table|instance|cluster|global cluster|cache|replica|members|vault)/.test(docOf(prop).replace(/\s+\*\s+/g, ' ')))).toEqual([]);
  });

  test('every prop is changed once, or left with a reason', () => {
    const tried = new Set([...all.map(({ prop }) => prop.replace(/[ .].*/, '')), ...Object.keys(study.left)]);
    const props = propsOf(`${construct}Props`);
    expect(props.length).toBeGreaterThan(4);
    expect([...new Set(props)].filter((prop) => !tried.has(prop))).toEqual([]);
  });

  test('no waiver replaces anything, so that each can be taken back', () => {
    const waivers = all.filter(({ prop }) => prop.startsWith('waivers'));
    expect(waivers.length).toBeGreaterThan(0);
    expect(waivers.filter(({ replaced }) => replaced.length > 0).map(({ prop }) => prop)).toEqual(REPLACING_WAIVERS[construct] ?? []);
  });
});

test('every study has been made', () => {
  expect(Object.keys(OUTCOMES)).toEqual(STUDIES.map(({ construct }) => construct));
});

test.each(['capacity', 'encryption', 'encryptionKey', 'replicas', 'indexes.globalIndexes'])('no change of %s replaces a table, not even under conditions', (prop) => {
  const tried = OUTCOMES.SecureDynamoTable.filter((outcome) => outcome.prop.split(' ')[0] === prop);
  expect(tried.length).toBeGreaterThan(0);
  expect(tried.flatMap(({ replaced, conditional }) => [...replaced, ...conditional])).toEqual([]);
});

test('another type of a key attribute is not seen as a replacement, so the documentation says that it cannot be changed', () => {
  const { replaced, conditional } = OUTCOMES.SecureDynamoTable.find(({ prop }) => prop === 'partitionKey (type)')!;
  expect([...replaced, ...conditional]).toEqual([]);
  expect(readFileSync(join(SRC, 'databases/dynamodb/dynamo-props.ts'), 'utf8')).toContain('Nor can its type be');
});

test('a new major version of an instance gets groups of its own, and keeps the instance', () => {
  expect(OUTCOMES.SecureRdsInstance.find(({ prop }) => prop === 'engine (major version)')).toEqual({
    prop: 'engine (major version)', replaced: [], conditional: ['AWS::RDS::DBInstance DBParameterGroupName'], left: [],
  });
});
