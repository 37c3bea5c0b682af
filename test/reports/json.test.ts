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

  test('is valid when nothing was judged', () => {
    expect(reportOf(subject(new AppModel([]), { rules: [] }))).toEqual({
      schema: '1.1', counts: { fail: 0, unknown: 0, acknowledged: 0, waived: 0, pass: 0 }, templates: [], constructs: [], rules: [], findings: [], access: [], principals: [],
    });
  });
});
