import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Stack, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HardeningReport } from '../../src/reports/hardening-report';
import { appIn, tinyPack } from '../packs/tiny-pack';
import { thrown } from '../support/thrown';

function reportOf(): HardeningReport {
  const app = appIn();
  Validations.of(app).addPlugins(tinyPack(app));
  const stack = new Stack(app, 'Data', { env: { account: '111122223333', region: 'eu-west-1' } });
  const carts = new dynamodb.Table(stack, 'Carts', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  new dynamodb.Table(stack, 'Empty', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  carts.grantReadData(new iam.Role(stack, 'Web', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));
  const grant = iam.Grant.addToPrincipal({
    grantee: new iam.User(stack, 'Ann'),
    actions: ['dynamodb:DeleteTable'],
    resourceArns: [carts.tableArn],
    conditions: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  });
  grant.assertSuccess();
  const directory = app.synth().directory;
  return HardeningReport.fromAssembly(directory);
}

describe('who may do what', () => {
  const report = reportOf();

  test('is asked by the path of a store, or of a construct around it', () => {
    const reader = {
      store: 'Data/Carts/Resource',
      principal: 'Data/Web/Resource',
      answer: 'yes',
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      by: 'Data/Web/DefaultPolicy → statement 1',
    };
    expect(report.whoMayRead('Data/Carts')).toEqual([reader]);
    expect(report.whoMayRead('Data/Carts/Resource')).toEqual([reader]);
    expect(report.whoMayRead('Data')).toEqual([reader]);
  });

  test('says what needs MFA', () => {
    expect(report.whoMayDestroy('Data/Carts')).toEqual([{
      store: 'Data/Carts/Resource',
      principal: 'Data/Ann/Resource',
      answer: 'with-mfa',
      actions: ['dynamodb:DeleteTable'],
      by: 'Data/Ann/DefaultPolicy → statement 1',
    }]);
  });

  test('is nobody where nobody has the right', () => {
    expect(report.whoMayCopy('Data/Carts')).toEqual([]);
    expect([report.whoMayDestroy('Data/Empty'), report.whoMayChange('Data/Empty'), report.whoMayRead('Data/Empty')]).toEqual([[], [], []]);
    expect(report.whoMayChange('Data/Carts')).toEqual([]);
  });

  test('refuses a path without a store', () => {
    expect(thrown(() => report.whoMayRead('Data/Cart'))).toBe('Answer of HardeningReport cannot be created, 1 problem:\n  STORE_UNKNOWN: there is no store at \'Data/Cart\', '
      + 'the stores of the app are \'Data/Carts/Resource\', \'Data/Empty/Resource\'; pass the `node.path` of one of them, or of a construct around it');
  });

  test('stands in the summary', () => {
    expect(report.summary()).toContain(`Who may do what, of the roles, users and groups of this app
  Data/Carts
    delete: Data/Ann (with MFA)
    read:   Data/Web
  Data/Empty
    nobody
`);
  });
});

test('an assembly without a report is refused', () => {
  const directory = mkdtempSync(join(tmpdir(), 'empty-'));
  expect(thrown(() => HardeningReport.fromAssembly(directory))).toBe('HardeningReport cannot be created, 1 problem:\n  REPORT_MISSING: there is no '
    + `database-hardening-report.json in '${directory}'; `
    + 'synthesize the app with Validations.of(app).addPlugins(new DatabaseHardeningChecks(app))');
});
