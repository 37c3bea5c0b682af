import { Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { auroraCluster, ENV, rdsInstance, twoStacks } from '../../support/fixtures';

const POSTGRES_VERSIONS = [rds.PostgresEngineVersion.VER_16_8, rds.PostgresEngineVersion.VER_17_6]
  .map((version) => rds.DatabaseInstanceEngine.postgres({ version }));
const MARIADB_VERSIONS = [rds.MariaDbEngineVersion.VER_10_11_11, rds.MariaDbEngineVersion.VER_11_4_5]
  .map((version) => rds.DatabaseInstanceEngine.mariaDb({ version }));
const AURORA_VERSIONS = [rds.AuroraPostgresEngineVersion.VER_16_8, rds.AuroraPostgresEngineVersion.VER_17_6]
  .map((version) => rds.DatabaseClusterEngine.auroraPostgres({ version }));

interface Group {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy: string;
  readonly UpdateReplacePolicy: string;
}

type Stores = [string, readonly (() => Template)[], string, string];

const instances = (engines: readonly rds.IInstanceEngine[]) => engines.map((engine) => () => {
  const stacks = twoStacks(ENV);
  rdsInstance(stacks, { engine });
  return Template.fromStack(stacks.dataStack);
});

const clusters = AURORA_VERSIONS.map((engine) => () => {
  const stacks = twoStacks(ENV);
  auroraCluster(stacks, { engine });
  return Template.fromStack(stacks.dataStack);
});

const STORES: readonly Stores[] = [
  ['PostgreSQL', instances(POSTGRES_VERSIONS), 'AWS::RDS::DBParameterGroup', 'Family'],
  ['MariaDB', instances(MARIADB_VERSIONS), 'AWS::RDS::DBParameterGroup', 'Family'],
  ['MariaDB, its options', instances(MARIADB_VERSIONS), 'AWS::RDS::OptionGroup', 'MajorEngineVersion'],
  ['Aurora PostgreSQL', clusters, 'AWS::RDS::DBClusterParameterGroup', 'Family'],
];

test.each(STORES)('%s: a new major version gets a group of its own before the old one goes, which is kept', (_title, versions, type, decides) => {
  const [before, after] = versions.map((template) => Object.entries(template().findResources(type)));
  expect(before).toHaveLength(1);
  const [[id, old], [sameId, fresh]] = [before[0], after[0]] as [[string, Group], [string, Group]];
  // one resource of the stack, which CloudFormation replaces since this property cannot be changed
  expect(sameId).toBe(id);
  expect(fresh.Properties[decides]).not.toBe(old.Properties[decides]);
  // with a name of its own the new group could not stand beside the old one
  expect(Object.keys(old.Properties).filter((name) => /Name$/.test(name) && name !== 'EngineName')).toEqual([]);
  expect([old.DeletionPolicy, old.UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
});
