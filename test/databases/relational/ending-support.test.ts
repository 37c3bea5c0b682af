import { App, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { warnOfEndingSupport } from '../../../src/databases/relational/ending-support';
import { RDS_ENGINES } from '../../../src/facts/rds-engines';
import { AURORA_POSTGRESQL, ENV, POSTGRES, twoStacks } from '../../support/fixtures';

const soon = (stack: Stack) => stack.node.findAll().flatMap(({ node }) => node.metadata).map(({ data }) => String(data)).filter((data) => data.includes('standard support'));

test('a version whose support ends within a year is warned of, with what to do', () => {
  const stack = new Stack(new App(), 'Data');
  warnOfEndingSupport(stack, RDS_ENGINES.postgres, '16', '2028-03-01');
  expect(soon(stack)).toEqual([
    'the standard support of postgres 16 ends on 2029-02-28: from then on AWS charges for its own patches or upgrades by force. '
    + 'Restore a snapshot with a later version, try the application on it, then raise `engine`; until then acknowledge this warning '
    + '[ack: cdk-hardened-databases:engine-support-ends]',
  ]);
});

test('instances and clusters of current versions are not warned of', () => {
  const { dataStack, network } = twoStacks(ENV);
  new SecureRdsInstance(dataStack, 'Orders', { network, engine: POSTGRES });
  new SecureAuroraCluster(dataStack, 'Carts', { network, engine: AURORA_POSTGRESQL });
  expect(soon(dataStack)).toEqual([]);
});

test('instances and clusters say it of themselves', () => {
  const { dataStack, network } = twoStacks(ENV);
  new SecureRdsInstance(dataStack, 'Orders', { network, engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_14_19 }) });
  new SecureAuroraCluster(dataStack, 'Carts', { network, engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_14_19 }) });
  expect(soon(dataStack).map((text) => text.split(':')[0])).toEqual([
    'the standard support of postgres 14 ends on 2027-02-28', 'the standard support of aurora-postgresql 14 ends on 2027-02-28',
  ]);
});
