import { NestedStack, Stage, Validations } from 'aws-cdk-lib';
import { checkedApp, appIn, failureOf, frameworkReport, inShort, instance, reportOf, rowsOf, stackIn, tinyPack } from './tiny-pack';
import { HARDENING_METADATA_KEY } from '../../src/core/hardening';
import { Safeguard } from '../../src/core/safeguard';
import { CRASHING } from '../engine/tiny-rules';
import { MergedTemplate } from '../support/merged-template';

const REASON = 'preview environment, rebuilt nightly';

describe('a finding', () => {
  const app = checkedApp();
  instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: false });
  const failure = failureOf(app);

  test('of at least medium severity fails the synth, and says where, what and how to fix it', () => {
    expect(failure).toContain('ERROR Stores are encrypted. Properties.StorageEncrypted: it is false, expected true (DatabaseHardening)');
    expect(failure).toContain('Data/Orders');
    expect(failure).toContain('Suggested fix: Set `It`.');
    expect(failure).toContain("Acknowledge with 'DatabaseHardening::tiny.encrypted'");
  });

  test('reaches the report of the framework with its rule, its place and its line of code', () => {
    const [violation] = frameworkReport(app).violations;
    expect(violation).toMatchObject({
      ruleName: 'tiny.encrypted',
      suggestedFix: 'Set `It`.',
      severity: 'error',
      ruleMetadata: {
        title: 'Stores are encrypted',
        why: 'Because.',
        severity: 'high',
        safeguard: 'encryption-at-rest',
        docs: 'https://github.com/cdk-hardened-databases/cdk-hardened-databases/blob/main/docs/rules/tiny/encrypted.md',
      },
    });
    expect(violation.violatingConstructs).toMatchObject([{
      constructPath: 'Data/Orders',
      cloudFormationResource: { templatePath: 'Data.template.json', logicalId: 'Orders', propertyPaths: ['Properties.StorageEncrypted'] },
    }]);
  });

  test('of low severity is a warning, and warnings alone do not fail the synth', () => {
    const warned = checkedApp();
    instance(stackIn(warned, 'Data'), 'Orders', { backupRetentionPeriod: 1 });
    expect(failureOf(warned)).toBe('');
    expect(frameworkReport(warned)).toMatchObject({ conclusions: ['success'], violations: [{ ruleName: 'tiny.backed-up', severity: 'warning' }] });
  });

  test('of whatever severity fails nothing when the pack only reports, not even where warnings fail', () => {
    const reported = appIn(undefined, { context: { '@aws-cdk/core:strictCfnValidateErrors': true } });
    Validations.of(reported).addPlugins(tinyPack(reported, { reportOnly: true }));
    instance(stackIn(reported, 'Data'), 'Orders', { storageEncrypted: false, backupRetentionPeriod: 1 });
    expect(failureOf(reported)).toBe('');
    expect(frameworkReport(reported).violations.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(rowsOf(reportOf(reported), 'fail')).toEqual(['fail tiny.backed-up Data/Orders', 'fail tiny.encrypted Data/Orders']);
  });

  test('that only the deployment could decide is a row of our report, and no violation', () => {
    const open = checkedApp();
    instance(stackIn(open, 'Data'), 'Orders').addPropertyOverride('StorageEncrypted', { Ref: 'Encrypt' });
    expect(failureOf(open)).toBe('');
    expect(rowsOf(reportOf(open), 'unknown', 'fail')).toEqual(['unknown tiny.encrypted Data/Orders']);
    expect(frameworkReport(open).violations).toEqual([]);
  });

  test('of a rule that crashes is a row of our report, and no violation', () => {
    const crashed = checkedApp(undefined, { rules: [CRASHING] });
    instance(stackIn(crashed, 'Data'), 'Orders');
    expect(failureOf(crashed)).toBe('');
    expect(reportOf(crashed).findings).toMatchObject([{ status: 'unknown', rule: 'tiny.crashing', because: 'rule crashed: no such thing' }]);
  });

  test('is made by a raw override, and unmade by one', () => {
    const overridden = checkedApp();
    const stack = stackIn(overridden, 'Data');
    instance(stack, 'Broken').addPropertyOverride('StorageEncrypted', false);
    instance(stack, 'Mended', { storageEncrypted: false }).addPropertyOverride('StorageEncrypted', true);
    failureOf(overridden);
    expect(inShort(frameworkReport(overridden).violations)).toEqual(['tiny.encrypted Data/Broken']);
  });

  test('in a nested stack and in a stage carries the path of its construct', () => {
    const deep = checkedApp();
    instance(new NestedStack(stackIn(deep, 'Parent'), 'Child'), 'Orders', { storageEncrypted: false });
    instance(stackIn(new Stage(deep, 'Production'), 'Data'), 'Parts', { storageEncrypted: false });
    failureOf(deep);
    expect(inShort(frameworkReport(deep).violations)).toEqual(['tiny.encrypted Parent/Child/Orders', 'tiny.encrypted Production/Data/Parts']);
  });

  test('whose safeguard a construct waives is a row of our report with the reason, and no violation', () => {
    const waived = checkedApp();
    const stack = stackIn(waived, 'Data');
    const record = { construct: 'SecureThing', provides: [], waived: [{ safeguard: Safeguard.DELETION_PROTECTION, reason: REASON }] };
    instance(stack, 'Orders', { deletionProtection: false }).node.addMetadata(HARDENING_METADATA_KEY, record);
    expect(failureOf(waived)).toBe('');
    expect(frameworkReport(waived).violations).toEqual([]);
    expect(reportOf(waived).findings).toContainEqual(expect.objectContaining({ status: 'waived', rule: 'tiny.protected', reason: REASON }));
    expect(reportOf(waived).constructs).toEqual([{ path: 'Data/Orders', ...record }]);
  });

  test('in a template that was merged without constructs is found', () => {
    const merged = checkedApp();
    new MergedTemplate(stackIn(merged, 'Data'), 'Merged', { Orders: { Type: 'AWS::RDS::DBInstance' } });
    expect(failureOf(merged)).toContain('Stores are encrypted');
    expect(rowsOf(reportOf(merged), 'fail')).toContain('fail tiny.encrypted Data/Orders');
  });
});

describe('an acknowledged finding', () => {
  test('moves to the suppressed ones with its reason, and no longer fails the synth', () => {
    const app = checkedApp();
    const orders = instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: false });
    Validations.of(orders).acknowledge({ id: 'DatabaseHardening::tiny.encrypted', reason: REASON });
    expect(failureOf(app)).toBe('');
    const { violations, suppressed } = frameworkReport(app);
    expect(violations).toEqual([]);
    expect(suppressed).toMatchObject([{ ruleName: 'tiny.encrypted', reason: REASON }]);
    expect(reportOf(app).findings).toContainEqual(expect.objectContaining({ status: 'acknowledged', reason: REASON, because: 'it is false, expected true' }));
  });

  test('that only the deployment could decide is told with what was found, and no violation either', () => {
    const app = checkedApp();
    const orders = instance(stackIn(app, 'Data'), 'Orders');
    orders.addPropertyOverride('StorageEncrypted', { Ref: 'Encrypt' });
    Validations.of(orders).acknowledge({ id: 'DatabaseHardening::tiny.encrypted', reason: REASON });
    expect(failureOf(app)).toBe('');
    const { violations, suppressed } = frameworkReport(app);
    expect(violations).toEqual([]);
    expect(suppressed).toMatchObject([{ ruleName: 'tiny.encrypted', reason: REASON }]);
    expect(rowsOf(reportOf(app), 'unknown', 'acknowledged')).toEqual(['acknowledged tiny.encrypted Data/Orders']);
  });

  test.each(['DatabaseHardening::tiny.encrypted', 'tiny.encrypted', 'DatabaseHardening::tiny.encrypted-storage'])(
    'as %s leaves the same finding of every other resource where it is', (id) => {
      const app = checkedApp();
      const stack = stackIn(app, 'Data');
      Validations.of(instance(stack, 'Orders', { storageEncrypted: false })).acknowledge({ id, reason: REASON });
      instance(stack, 'Parts', { storageEncrypted: false });
      instance(stackIn(app, 'Other'), 'Orders', { storageEncrypted: false });
      expect(failureOf(app)).toContain('Data/Parts');
      const { violations, suppressed } = frameworkReport(app);
      expect(violations.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath)).sort())
        .toEqual(['Data/Parts', 'Other/Orders']);
      expect(suppressed.flatMap(({ violatingConstructs }) => violatingConstructs.map(({ constructPath }) => constructPath))).toEqual(['Data/Orders']);
    });

  test('may be named exactly as it was printed', () => {
    const build = (...ids: string[]) => {
      const app = checkedApp();
      const stack = stackIn(app, 'Data');
      const [orders, parts] = ['Orders', 'Parts'].map((id) => instance(stack, id, { storageEncrypted: false }));
      Validations.of(orders).acknowledge({ id: 'DatabaseHardening::tiny.encrypted', reason: REASON });
      ids.forEach((id) => Validations.of(parts).acknowledge({ id, reason: REASON }));
      return app;
    };
    const printed = /Acknowledge with '(.*)'/.exec(failureOf(build()))![1];
    expect(printed).toBe('DatabaseHardening::tiny.encrypted[Data/Parts]');
    expect(failureOf(build(printed))).toBe('');
  });

  test('in a stage is acknowledged there alone', () => {
    const app = checkedApp();
    const stages = ['Preview', 'Production'].map((id) => new Stage(app, id));
    stages.forEach((stage) => instance(stackIn(stage, 'Data'), 'Orders', { storageEncrypted: false }));
    Validations.of(stages[0]).acknowledge({ id: 'DatabaseHardening::tiny.encrypted', reason: REASON });
    failureOf(app);
    const { violations, suppressed } = frameworkReport(app);
    expect(inShort(violations)).toEqual(['tiny.encrypted[Production/Data/Orders] Production/Data/Orders']);
    expect(inShort(suppressed)).toEqual(['tiny.encrypted Preview/Data/Orders']);
  });

  test('of a template without constructs is acknowledged on its stack', () => {
    const app = checkedApp();
    const stack = stackIn(app, 'Data');
    new MergedTemplate(stack, 'Merged', { Orders: { Type: 'AWS::RDS::DBInstance' } });
    ['tiny.encrypted', 'tiny.protected'].forEach((id) => Validations.of(stack).acknowledge({ id: `DatabaseHardening::${id}`, reason: REASON }));
    expect(failureOf(app)).toBe('');
    expect(frameworkReport(app).suppressed.map(({ ruleName }) => ruleName).sort()).toEqual(['tiny.encrypted', 'tiny.protected']);
  });
});
