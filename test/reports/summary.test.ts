import { DataClassification } from '../../src/core/data-classification';
import { FindingRow, Report, RuleRow } from '../../src/reports/json';
import { summaryOf } from '../../src/reports/summary';

const COUNTS = { pass: 40, fail: 2, unknown: 1, acknowledged: 1, waived: 1 };

function rule(id: string, severity: RuleRow['severity'], controls: number): RuleRow {
  const all = Array.from({ length: controls }, (_, index) => ({ framework: 'fsbp', id: `RDS.${index + 1}`, title: 'A control' }));
  return { id, title: `Title of ${id}`, why: 'Because.', fix: `Fix of ${id}.`, severity, safeguard: 'backups', controls: all, counts: COUNTS };
}

function finding(about: Partial<FindingRow>): FindingRow {
  return {
    status: 'fail',
    rule: 'rds.a',
    severity: 'low',
    resource: 'Data/Orders/Instance',
    logicalId: 'OrdersInstance1',
    type: 'AWS::RDS::DBInstance',
    template: 'Data.template.json',
    at: 'Properties.A',
    because: 'it is not set',
    ...about,
  };
}

const REPORT: Report = {
  schema: '1.1',
  counts: COUNTS,
  templates: ['Data.template.json', 'Network.template.json'],
  constructs: [
    { path: 'Network', construct: 'TieredNetwork', provides: ['flow-logs'], waived: [] },
    {
      path: 'Data/Orders',
      construct: 'SecureRdsInstance',
      classification: DataClassification.CONFIDENTIAL,
      provides: ['encryption-at-rest', 'backups'],
      waived: [{ safeguard: 'deletion-protection', reason: 'preview environment, rebuilt nightly' }],
    },
  ],
  rules: [rule('rds.a', 'low', 0), rule('rds.b', 'critical', 6)],
  access: [],
  principals: [],
  findings: [
    finding({}),
    finding({ rule: 'rds.b', severity: 'critical', because: 'it is true, expected false' }),
    finding({ status: 'waived', reason: 'preview environment, rebuilt nightly' }),
    finding({ status: 'acknowledged', reason: 'holds test data' }),
    finding({ status: 'unknown', at: '', because: 'rule crashed: no such thing' }),
  ],
};

test('a summary says what protects the app, what was found, worst first, and how to fix it', () => {
  expect(summaryOf(REPORT, { assembly: 'cdk.out', report: 'cdk.out/database-hardening-report.json' })).toBe(`What protects this app
  Network (TieredNetwork)
    on:     flow logs
  Data/Orders (SecureRdsInstance, confidential data)
    on:     encryption at rest, backups
    waived: deletion protection, because preview environment, rebuilt nightly

Findings
  CRITICAL Title of rds.b
    where: Data/Orders/Instance (OrdersInstance1 in Data.template.json)
    found: Properties.A: it is true, expected false
    fix:   Fix of rds.b.
    rule:  rds.b, answers fsbp RDS.1, fsbp RDS.2, fsbp RDS.3, fsbp RDS.4 and 2 more
  LOW Title of rds.a
    where: Data/Orders/Instance (OrdersInstance1 in Data.template.json)
    found: Properties.A: it is not set
    fix:   Fix of rds.a.
    rule:  rds.a

Waived and acknowledged
  Data/Orders/Instance: rds.a is waived, because preview environment, rebuilt nightly
    Properties.A: it is not set
  Data/Orders/Instance: rds.a is acknowledged, because holds test data
    Properties.A: it is not set

Only known at deployment
  Data/Orders/Instance: rds.a
    rule crashed: no such thing

Result
  2 rules on 2 templates: 2 failed, 1 waived, 1 acknowledged, 1 unknown, 40 passed

Files
  report:    cdk.out/database-hardening-report.json
  templates: cdk.out
             Data.template.json
             Network.template.json
`);
});

test('a summary of an app without findings says so, and leaves out what is empty', () => {
  const nothing = { ...REPORT, counts: { pass: 1, fail: 0, unknown: 0, acknowledged: 0, waived: 0 }, constructs: [], findings: [], templates: ['A'] };
  expect(summaryOf(nothing)).toBe(`Findings
  none

Result
  2 rules on 1 template: 0 failed, 0 waived, 0 acknowledged, 0 unknown, 1 passed
`);
});
