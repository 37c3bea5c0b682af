import { readFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CERTIFICATE } from './perimeter/subjects';
import { AuroraCapacity } from '../../src/databases/aurora/aurora-capacity';
import { DaxTable } from '../../src/databases/dax/dax-table';
import { SecureDaxCluster } from '../../src/databases/dax/secure-dax-cluster';
import { AlertTopic } from '../../src/foundation/alerts/alert-topic';
import { DeletionGuard } from '../../src/foundation/deletion/deletion-guard';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { AURORA_MYSQL, auroraCluster, ENV, rdsInstance, RDS_TEST_ENGINES, twoStacks } from '../support/fixtures';

// the engine takes seconds a stack, so one app holds every construct once
beforeAll(() => {
  delete process.env.CDK_VALIDATION;
});
afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
});

test('every construct passes the validation that is built into the CDK, with warnings as errors', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  const stacks = twoStacks(ENV, app);
  const alerts = new AlertTopic(stacks.networkStack, 'Alerts', { emails: ['team@example.com'] }).topic;
  const stores = RDS_TEST_ENGINES.map(([name, engine]) => rdsInstance(stacks, { engine, alerts }, name));
  const cache = new SecureDaxCluster(stacks.dataStack, 'Cache', {
    network: stacks.network, alerts, tables: [DaxTable.readWrite(dynamodb.Table.fromTableName(stacks.dataStack, 'Table', 'orders'))],
  });
  new DeletionGuard(stacks.dataStack, 'Guard', { stores: [...stores, cache] });
  new WafProtectedAlb(stacks.dataStack, 'Edge', { network: stacks.network, certificates: [elbv2.ListenerCertificate.fromArn(CERTIFICATE)] });
  expect(() => app.synth()).not.toThrow();
});

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }[];
  }[];
}

test('Aurora clusters pass it too, but for a warning that members cannot heed', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  const stacks = twoStacks(ENV, app);
  const alerts = new AlertTopic(stacks.networkStack, 'Alerts', { emails: ['team@example.com'] }).topic;
  auroraCluster(stacks, { engine: AURORA_MYSQL, alerts, proxy: {} }, 'Mysql');
  auroraCluster(stacks, { capacity: AuroraCapacity.serverlessV2(), alerts }, 'Postgresql');
  // the CDK prints the warnings as well
  jest.spyOn(console, 'error').mockImplementation();
  const { directory } = app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as ValidationReport;
  const found = pluginReports.flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
  // the cluster encrypts the storage; RDS refuses the property on its members, and newer CDK versions know that
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-storageencrypted
  expect(found.filter((finding) => !/^W9008 at .*\/(Writer|Reader1)\/Resource$/.test(finding))).toEqual([]);
});
