import { App, Aspects, CfnResource, Stack, Token, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { NagPack } from 'cdk-nag';
import { appIn, failureOf, frameworkReport } from './tiny-pack';
import { DatabaseHardeningChecks, DatabaseHardeningChecksProps } from '../../src/packs/database-hardening-checks';
import { RULES } from '../../src/rules';
import { thrown } from '../support/thrown';

const OPTIONAL = RULES.filter(({ byDefault }) => byDefault === false).map(({ id }) => id);

/** A database in public subnets, as a beginner writes it. */
function beginnersApp(): { readonly app: App; readonly stack: Stack; readonly database: rds.DatabaseInstance } {
  const app = appIn();
  const stack = new Stack(app, 'Shop');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0 });
  const database = new rds.DatabaseInstance(stack, 'Orders', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 }),
  });
  return { app, stack, database };
}

function ruleNames(report: { readonly violations: readonly { readonly ruleName: string }[] }): string[] {
  return [...new Set(report.violations.map(({ ruleName }) => ruleName))].sort();
}

describe('the pack', () => {
  test('is a pack of cdk-nag with one name for all acknowledgements', () => {
    const pack = new DatabaseHardeningChecks();
    expect(pack).toBeInstanceOf(NagPack);
    expect([pack.name, pack.readPackName]).toEqual(['DatabaseHardening', 'DatabaseHardening']);
  });

  test('applies every rule that is on by default, and those that are asked for', () => {
    expect(new DatabaseHardeningChecks().ruleIds).toEqual(RULES.map(({ id }) => id).filter((id) => !OPTIONAL.includes(id)));
    expect(new DatabaseHardeningChecks(undefined, { additionalRules: OPTIONAL }).ruleIds).toEqual(RULES.map(({ id }) => id));
  });

  test('prints the path from the internet to the database when a tier is skipped', () => {
    const { app, stack, database } = beginnersApp();
    Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
    const edge = new ec2.SecurityGroup(stack, 'EdgeGroup', { vpc: database.vpc });
    edge.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443));
    database.connections.allowDefaultPortFrom(edge);
    const failure = failureOf(app);
    expect(failure).toContain('a group that is open to the internet reaches port 3306: internet → Shop/EdgeGroup → Shop/Orders/SecurityGroup;');
    expect(failure).toContain('the subnet Shop/Vpc/PublicSubnet1/Subnet has a route to the internet gateway Shop/Vpc/IGW, expected none');
  });

  test('names the controls of each framework that a finding concerns', () => {
    const { app } = beginnersApp();
    Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
    failureOf(app);
    const { ruleMetadata } = frameworkReport(app).violations.find(({ ruleName }) => ruleName === 'rds.storage-encrypted')!;
    expect(ruleMetadata).toMatchObject({ severity: 'medium', safeguard: 'encryption-at-rest', fsbp: expect.stringContaining('RDS.3') });
  });

  test('moves a threshold', () => {
    const found = (props: DatabaseHardeningChecksProps) => {
      const stack = new Stack(new App(), 'Data');
      new rds.CfnDBInstance(stack, 'Orders', { engine: 'mysql', backupRetentionPeriod: 7 });
      return ruleNames(new DatabaseHardeningChecks(undefined, props).validateScope(stack)).includes('rds.backup-retention');
    };
    expect([found({}), found({ minBackupDays: 14 })]).toEqual([false, true]);
  });

  test('only reports when it is told so', () => {
    const { app } = beginnersApp();
    Validations.of(app).addPlugins(new DatabaseHardeningChecks(app, { reportOnly: true }));
    expect(failureOf(app)).toBe('');
    expect(frameworkReport(app).conclusions).toEqual(['success']);
  });
});

describe('validateScope', () => {
  test('finds without a synth what a synth finds', () => {
    const { app } = beginnersApp();
    const before = ruleNames(new DatabaseHardeningChecks().validateScope(app));
    Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
    failureOf(app);
    expect(before).toEqual([...new Set(frameworkReport(app).violations.map(({ ruleName }) => ruleName))].sort());
    expect(before.length).toBeGreaterThan(5);
  });

  test('judges what stands below the scope, in the light of the whole app', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const vpc = new ec2.Vpc(network, 'Vpc', { maxAzs: 2 });
    const data = new Stack(app, 'Data');
    const engine = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
    const [orders] = ['Orders', 'Parts'].map((id) => new rds.DatabaseInstance(data, id, { vpc, engine, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }));
    const report = new DatabaseHardeningChecks().validateScope(orders);
    const paths = report.violations.flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath));
    expect(paths.filter((path) => !path!.startsWith('Data/Orders/'))).toEqual([]);
    expect(ruleNames(report)).toContain('graph.public-subnet-group');
    expect(report.success).toBe(false);
  });

  test('judges one resource', () => {
    const stack = new Stack(new App(), 'Data');
    const [orders] = ['Orders', 'OrdersCopy'].map((id) => new rds.CfnDBInstance(stack, id, { engine: 'mysql' }));
    const report = new DatabaseHardeningChecks().validateScope(orders);
    expect([...new Set(report.violations.flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath)))]).toEqual(['Data/Orders']);
  });

  test('leaves acknowledged findings out, and keeps those of other resources', () => {
    const stack = new Stack(new App(), 'Data');
    const [orders] = ['Orders', 'Parts'].map((id) => new rds.CfnDBInstance(stack, id, { engine: 'mysql' }));
    Validations.of(orders).acknowledge({ id: 'DatabaseHardening::rds.storage-encrypted', reason: 'holds test data' });
    const found = ruleNames(new DatabaseHardeningChecks().validateScope(stack)).filter((name) => name.startsWith('rds.storage-encrypted'));
    expect(found).toEqual(['rds.storage-encrypted[Data/Parts]']);
  });

  test('applies no aspect and changes nothing', () => {
    const stack = new Stack(new App(), 'Data');
    const visited: string[] = [];
    Aspects.of(stack).add({ visit: (node) => visited.push(node.node.path) });
    new CfnResource(stack, 'Orders', { type: 'AWS::RDS::DBInstance' });
    new DatabaseHardeningChecks().validateScope(stack);
    expect(visited).toEqual([]);
  });
});

describe('settings', () => {
  const limit = (code: string, name: string, got: unknown, min: number, otherwise: number) =>
    `  ${code}: \`${name}\` is ${got} days, a whole number from ${min} to 3653 days is allowed; leave it out for ${otherwise} days`;

  test.each<[keyof DatabaseHardeningChecksProps, number, string]>([
    ['minBackupDays', 0, limit('PACK_BACKUP_DAYS', 'minBackupDays', 0, 1, 7)],
    ['minBackupDays', 3654, limit('PACK_BACKUP_DAYS', 'minBackupDays', 3654, 1, 7)],
    ['minLogRetentionDays', -1, limit('PACK_LOG_RETENTION_DAYS', 'minLogRetentionDays', -1, 1, 365)],
    ['minLogRetentionDays', 1.5, limit('PACK_LOG_RETENTION_DAYS', 'minLogRetentionDays', 1.5, 1, 365)],
    ['endOfLifeNoticeDays', -1, limit('PACK_END_OF_LIFE_NOTICE', 'endOfLifeNoticeDays', -1, 0, 0)],
  ])('%s of %s is refused', (name, value, problem) => {
    expect(thrown(() => new DatabaseHardeningChecks(undefined, { [name]: value })))
      .toBe(`DatabaseHardeningChecks cannot be created, 1 problem:\n${problem}`);
  });

  test('a rule that does not exist is refused, together with everything else that is wrong', () => {
    const stack = new Stack(new App(), 'Data');
    expect(thrown(() => new DatabaseHardeningChecks(stack, { minBackupDays: 0, additionalRules: ['rds.gone'] }))).toBe([
      "DatabaseHardeningChecks 'Data' cannot be created, 2 problems:",
      limit('PACK_BACKUP_DAYS', 'minBackupDays', 0, 1, 7),
      `  PACK_UNKNOWN_RULE: \`additionalRules\` names 'rds.gone', which is no rule; allowed are ${OPTIONAL.join(', ')}; correct the id or remove it`,
    ].join('\n'));
  });

  test('a threshold that only the deployment knows is refused', () => {
    expect(thrown(() => new DatabaseHardeningChecks(undefined, { minBackupDays: Token.asNumber({ Ref: 'Days' }) }))).toBe([
      'DatabaseHardeningChecks cannot be created, 1 problem:',
      '  PACK_BACKUP_DAYS: `minBackupDays` is only known at deployment (a token), but findings are judged at synth; pass a number',
    ].join('\n'));
  });

  test.each<[keyof DatabaseHardeningChecksProps, number]>([
    ['minBackupDays', 1], ['minBackupDays', 3653], ['minLogRetentionDays', 1], ['minLogRetentionDays', 3653],
    ['endOfLifeNoticeDays', 0], ['endOfLifeNoticeDays', 3653],
  ])('%s of %s is taken', (name, value) => {
    expect(() => new DatabaseHardeningChecks(undefined, { [name]: value })).not.toThrow();
  });
});
