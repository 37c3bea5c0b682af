import { createRequire } from 'module';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { REPLACING_PROPERTIES } from '../../src/facts/replacing-properties';
import { OPTIONAL_STATEFUL_TYPES, REFERENCED_TYPES, STATEFUL_TYPES } from '../../src/facts/stateful-types';

interface Resource {
  readonly cloudFormationType: string;
  readonly isStateful?: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Database {
  all(entity: 'resource'): readonly Resource[];
}

// for the names of properties; what a change of them does is asked of the engine
const { loadAwsServiceSpecSync } = createRequire(require.resolve('@aws-cdk/cloudformation-diff'))('@aws-cdk/aws-service-spec') as { loadAwsServiceSpecSync(): Database };
const RESOURCES = new Map(loadAwsServiceSpecSync().all('resource').map((resource) => [resource.cloudFormationType, resource]));

function impacts(type: string): { readonly always: string[]; readonly conditionally: string[] } {
  const names = Object.keys(RESOURCES.get(type)!.properties).sort();
  const template = (value: string) => ({ Resources: { Store: { Type: type, Properties: Object.fromEntries(names.map((name) => [name, value])) } } });
  const { propertyUpdates } = fullDiff(template('before'), template('after')).resources.get('Store');
  const of = (impact: ResourceImpact) => names.filter((name) => propertyUpdates[name].changeImpact === impact);
  return { always: of(ResourceImpact.WILL_REPLACE), conditionally: of(ResourceImpact.MAY_REPLACE) };
}

/** Properties that replace a resource and may hold a secret: they are not in the table, so that no lock records them. */
const SECRETS: Record<string, readonly string[]> = {
  'AWS::ElastiCache::ReplicationGroup': ['AuthToken'],
  'AWS::Timestream::InfluxDBCluster': ['Password'],
  'AWS::Timestream::InfluxDBInstance': ['Password'],
};

test('the table has every type that is locked or referred to', () => {
  expect(Object.keys(REPLACING_PROPERTIES)).toEqual([...STATEFUL_TYPES, ...OPTIONAL_STATEFUL_TYPES, ...REFERENCED_TYPES].sort());
});

test.each(Object.keys(REPLACING_PROPERTIES))('the properties that replace %s are those of the diff engine', (type) => {
  const { always, conditionally } = impacts(type);
  const isOpen = (name: string) => !(SECRETS[type] ?? []).includes(name);
  expect(REPLACING_PROPERTIES[type]).toEqual({ always: always.filter(isOpen), conditionally: conditionally.filter(isOpen) });
});

test('types that AWS calls stateful are locked, may be, or hold no data of users', () => {
  const known = new Set([...STATEFUL_TYPES, ...OPTIONAL_STATEFUL_TYPES]);
  const others = [...RESOURCES.values()].filter(({ isStateful, cloudFormationType }) => isStateful && !known.has(cloudFormationType));
  expect(others.map(({ cloudFormationType }) => cloudFormationType).sort()).toEqual([
    'AWS::CloudFormation::Stack', // its resources are locked themselves
    'AWS::EMR::Cluster',
    'AWS::Organizations::Account',
    'AWS::SDB::Domain',
  ]);
});
