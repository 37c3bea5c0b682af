import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..');

interface Outcome {
  readonly status: number | null;
  readonly text: string;
}

/** Run the demo as its users do, in a process of its own. */
function demo(...flags: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', 'examples/tsconfig.json', 'examples/demo.ts', ...flags], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  return { status, text: stdout + stderr };
}

/** The lines of a section of the summary. */
function section({ text }: Outcome, title: string): string {
  return text.split(`${title}\n`)[1]?.split(/\n\n/)[0] ?? '';
}

describe('npm run demo', () => {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = demo();
  });

  test('exits with 0, and nothing is found', () => {
    expect(section(outcome, 'Findings').trim()).toBe('none');
    expect(section(outcome, 'Other checks of the CDK and cdk-nag').trim()).toBe('none');
    expect(outcome.text).toMatch(/rules on 3 templates: 0 failed, 0 waived, 0 acknowledged, 0 unknown, [1-9]\d* passed/);
    expect(outcome.status).toBe(0);
  });

  test('lists the safeguards of the store', () => {
    expect(section(outcome, 'What protects this app')).toMatch(/Data\/Orders \(SecureRdsInstance\)\s+on:\s+encryption at rest/);
  });

  test('says where the report and the templates are', () => {
    const file = /report: +(\S+)/.exec(section(outcome, 'Files'))![1];
    const { counts } = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as { counts: Record<string, number> };
    expect(counts).toMatchObject({ fail: 0, unknown: 0 });
    expect(existsSync(join(ROOT, 'cdk.out/three-tier-web-app/Data.template.json'))).toBe(true);
  });
});

describe('npm run demo -- --weakened', () => {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = demo('--weakened');
  });

  test('exits with 1', () => {
    expect(outcome.status).toBe(1);
  });

  test.each([
    ['the shortcut past the app tier, hop by hop', 'graph.tier-skipped',
      'internet → Network/Network/WebSecurityGroup → Data/Orders/SecurityGroup'],
    ['the TLS parameter', 'rds.tls-required', 'Properties.Parameters.require_secure_transport: it is 0, expected 1'],
    ['deletion protection', 'rds.deletion-protection', 'Properties.DeletionProtection: it is false, expected true'],
    ['the public subnets', 'graph.public-subnet-group', 'has a route to the internet gateway'],
    ['the missing key', 'rds.customer-managed-key', 'Properties.KmsKeyId: it is not set'],
    ['the missing backups', 'rds.backup-retention', 'Properties.BackupRetentionPeriod: it is 0, expected at least 7 days'],
  ])('finds %s, with a fix', (_title, rule, found) => {
    const finding = section(outcome, 'Findings').split(/\n(?= {2}[A-Z]+ )/).find((text) => text.includes(`rule:  ${rule}`));
    expect(finding).toContain(found);
    expect(finding).toMatch(/fix: {3}\S/);
  });

  test('finds nothing else, but that the public subnets have no network ACL either', () => {
    const rules = new Set([...section(outcome, 'Findings').matchAll(/rule: {2}([\w.-]+)/g)].map(([, rule]) => rule));
    expect([...rules].sort()).toEqual([
      'graph.public-subnet-group', 'graph.tier-skipped', 'rds.backup-retention', 'rds.customer-managed-key', 'rds.deletion-protection', 'rds.tls-required',
      'vpc.data-subnets-have-acl',
    ]);
  });
});
