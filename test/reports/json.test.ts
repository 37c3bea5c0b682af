import { run } from '../../src/engine/run';
import { AppModel } from '../../src/model/app-model';
import { renderReport, reportOf, ReportSubject } from '../../src/reports/json';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { BACKED_UP, ENCRYPTED, PROTECTED } from '../engine/tiny-rules';
import { modelOfStacks } from '../support/templates';

const RULES = [BACKED_UP, { ...ENCRYPTED, controls: [{ framework: 'fsbp' as const, id: 'RDS.3', title: 'RDS instances encrypt their storage' }] }, PROTECTED];

function subject(app: AppModel, about: Partial<ReportSubject> = {}): ReportSubject {
  return { rules: RULES, templates: [...app.templates.values()], findings: run({ app, rules: RULES, parameters: DEFAULT_PARAMETERS }), ...about };
}

const LAMBDA = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

const APP = modelOfStacks({
  Data: {
    Resources: {
      Orders: { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: false, DeletionProtection: { Ref: 'Protect' }, BackupRetentionPeriod: 7 } },
    },
  },
  Other: {},
}, { Data: { file: '/app/cdk.out/assembly-Prod/Data.template.json' } });

describe('the report', () => {
  const report = reportOf(subject(APP, { directory: '/app/cdk.out' }));

  test('counts the findings of each status', () => {
    expect(report.counts).toEqual({ pass: 1, fail: 1, unknown: 1, acknowledged: 0, waived: 0 });
  });

  test('names templates by their place in the assembly, and bare ones by their stack', () => {
    expect(report.templates).toEqual(['assembly-Prod/Data.template.json', 'Other']);
  });

  test('has a row for each rule, with its controls and its own counts', () => {
    expect(report.rules.map(({ id }) => id)).toEqual(['tiny.backed-up', 'tiny.encrypted', 'tiny.protected']);
    expect(report.rules[1]).toEqual({
      id: 'tiny.encrypted',
      title: 'Stores are encrypted',
      why: 'Because.',
      fix: 'Set `It`.',
      severity: 'high',
      safeguard: 'encryption-at-rest',
      controls: [{ framework: 'fsbp', id: 'RDS.3', title: 'RDS instances encrypt their storage' }],
      counts: { pass: 0, fail: 1, unknown: 0, acknowledged: 0, waived: 0 },
    });
  });

  test('has a row for each finding; a pass needs no words', () => {
    const about = { resource: 'Data/Orders', logicalId: 'Orders', type: 'AWS::RDS::DBInstance', template: 'assembly-Prod/Data.template.json' };
    expect(report.findings).toEqual([
      { status: 'pass', rule: 'tiny.backed-up', severity: 'low', ...about },
      { status: 'fail', rule: 'tiny.encrypted', severity: 'high', ...about, at: 'Properties.StorageEncrypted', because: 'it is false, expected true' },
      {
        status: 'unknown',
        rule: 'tiny.protected',
        severity: 'medium',
        ...about,
        at: 'Properties.DeletionProtection',
        because: 'it is only known at deployment (Ref Protect)',
      },
    ]);
  });

  test('takes a line for each rule and each finding', () => {
    const lines = renderReport(subject(APP)).toString().split('\n');
    expect(lines.filter((line) => line.startsWith('    {"id":'))).toHaveLength(3);
    expect(lines.filter((line) => line.startsWith('    {"status":'))).toHaveLength(3);
  });

  describe('who may do what', () => {
    const allow = (...Action: string[]) => ({ Statement: [{ Sid: 'All', Effect: 'Allow', Action, Resource: '*' }] });
    const role = (PolicyDocument: object, about: object = {}) => ({
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: LAMBDA, Policies: [{ PolicyName: 'Own', PolicyDocument }], ...about },
    });
    const app = modelOfStacks({
      Data: {
        Resources: {
          Carts: { Type: 'AWS::DynamoDB::Table' },
          Orders: { Type: 'AWS::RDS::DBInstance' },
          One: role(allow('dynamodb:Delete*')),
          Two: role(allow('dynamodb:Delete*')),
          Admin: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
          Reader: role(allow('s3:GetObject')),
        },
      },
    });
    const { access, principals } = reportOf(subject(app));
    const where = { store: 'Data/Carts', type: 'AWS::DynamoDB::Table', template: 'Data' };

    test('has a row for each store and all who have the same rights by the same statements', () => {
      const destroying = { answer: 'yes', actions: ['dynamodb:DeleteTable', 'dynamodb:DeleteTableReplica', 'dynamodb:DeleteBackup'], by: 'Own → All' };
      const changing = { answer: 'yes', actions: ['dynamodb:DeleteResourcePolicy'], by: 'Own → All' };
      expect(access.filter(({ store }) => store === 'Data/Carts')[0]).toEqual({ ...where, principals: ['Data/One', 'Data/Two'], destroy: destroying, change: changing });
      expect(access.map(({ store, principals: who }) => `${store}: ${who.join()}`)).toEqual(['Data/Carts: Data/One,Data/Two', 'Data/Carts: Data/Admin', 'Data/Orders: Data/Admin']);
    });

    test('names the first actions, and says how many more there are', () => {
      expect(access.find(({ store }) => store === 'Data/Orders')?.share).toEqual({
        answer: 'yes',
        actions: ['rds:CreateDBInstanceReadReplica', 'rds:RestoreDBInstanceToPointInTime', 'rds:CreateDBSnapshot', 'rds:CopyDBSnapshot', 'rds:ModifyDBSnapshotAttribute'],
        moreActions: 2,
        by: 'AdministratorAccess → statement 1',
      });
    });

    test('has a row for each principal, with who enters it and whether it can give itself more', () => {
      expect(principals).toEqual([
        { path: 'Data/One', kind: 'role', enteredBy: ['lambda.amazonaws.com'] },
        { path: 'Data/Two', kind: 'role', enteredBy: ['lambda.amazonaws.com'] },
        { path: 'Data/Admin', kind: 'user', escalates: { answer: 'yes', by: 'AdministratorAccess → statement 1', actions: ['iam:PutRolePolicy'] } },
      ]);
    });
  });

  test('is valid when nothing was judged', () => {
    expect(reportOf(subject(new AppModel([]), { rules: [] }))).toEqual({
      schema: '1.1', counts: { fail: 0, unknown: 0, acknowledged: 0, waived: 0, pass: 0 }, templates: [], constructs: [], rules: [], findings: [], access: [], principals: [],
    });
  });
});
