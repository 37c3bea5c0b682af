import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, Stage, Validations } from 'aws-cdk-lib';
import { appIn, checkedApp, failureOf, frameworkReport, inShort, instance, reportOf, reportsIn, rowsOf, stackIn, tinyPack } from './tiny-pack';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { BACKED_UP, ENCRYPTED, PROTECTED } from '../engine/tiny-rules';

const REPORT = 'database-hardening-report.json';

/** The framework checks what plugins touch: older versions always, newer ones when asked. */
const STRICT = { confirmValidationPluginsDoNotMutate: true } as AppProps;

function build(outdir: string | undefined, encrypted: boolean, scoped = true): App {
  const app = appIn(outdir, STRICT);
  Validations.of(app).addPlugins(tinyPack(scoped ? app : undefined));
  instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: encrypted });
  return app;
}

describe('the report of a run', () => {
  test('has a row for every rule on every resource it applies to, whatever came out', () => {
    const app = build(undefined, false);
    failureOf(app);
    const report = reportOf(app);
    expect(rowsOf(report)).toEqual(['pass tiny.backed-up Data/Orders', 'fail tiny.encrypted Data/Orders', 'pass tiny.protected Data/Orders']);
    expect(report).toMatchObject({ schema: '1.1', counts: { pass: 2, fail: 1, waived: 0, acknowledged: 0, unknown: 0 }, templates: ['Data.template.json'] });
    expect(frameworkReport(app).reportFiles).toEqual([REPORT]);
  });

  test('holds the stacks of all accounts and regions', () => {
    const app = checkedApp();
    ['eu-west-1', 'us-east-2', undefined].forEach((region, index) => instance(stackIn(app, `Data${index}`, region), 'Orders'));
    expect(failureOf(app)).toBe('');
    expect(reportOf(app).templates).toEqual(['Data0.template.json', 'Data1.template.json', 'Data2.template.json']);
    expect(rowsOf(reportOf(app))).toHaveLength(9);
    expect(reportsIn(app.outdir)).toEqual([REPORT]);
  });

  test('holds the stacks of stages, by the path in the assembly', () => {
    const app = checkedApp();
    instance(stackIn(new Stage(app, 'Production'), 'Data'), 'Orders');
    expect(failureOf(app)).toBe('');
    expect(reportOf(app).templates[0]).toMatch(/^assembly-Production\/ProductionData\w+\.template\.json$/);
  });

  test('is the same for the same app', () => {
    const [one, other] = [build(undefined, false), build(undefined, false)];
    [one, other].forEach(failureOf);
    expect(readFileSync(join(one.outdir, REPORT), 'utf8')).toBe(readFileSync(join(other.outdir, REPORT), 'utf8'));
  });

  test('holds only the stage on which the pack is registered', () => {
    const app = appIn();
    const [production, preview] = ['Production', 'Preview'].map((id) => new Stage(app, id));
    Validations.of(production).addPlugins(tinyPack(production));
    [production, preview].forEach((stage) => instance(stackIn(stage, 'Data'), 'Orders', { storageEncrypted: false }));
    failureOf(app);
    expect(rowsOf(reportOf(app), 'fail')).toEqual(['fail tiny.encrypted Production/Data/Orders']);
  });
});

describe('a second synth into the same directory', () => {
  test('replaces the report', () => {
    const first = build(undefined, false);
    expect(failureOf(first)).toContain('Stores are encrypted');
    const second = build(first.outdir, true);
    expect(failureOf(second)).toBe('');
    expect(rowsOf(reportOf(second), 'fail')).toEqual([]);
    expect(reportsIn(first.outdir)).toEqual([REPORT]);
  });

  test('gives the report another name when the pack has no scope, since the framework forbids to change files', () => {
    const first = build(undefined, false, false);
    expect(failureOf(first)).toContain('Stores are encrypted');
    const second = build(first.outdir, true, false);
    expect(failureOf(second)).toBe('');
    const names = reportsIn(first.outdir);
    expect(names).toEqual([expect.stringMatching(/^database-hardening-report\.[0-9a-f]{8}\.json$/), REPORT]);
    expect(rowsOf(reportOf(second, names[0]), 'fail')).toEqual([]);
    // and a third one, of a pack that has a scope, tidies up
    expect(failureOf(build(first.outdir, true))).toBe('');
    expect(reportsIn(first.outdir)).toEqual([REPORT]);
  });

  test('leaves an equal report of a pack without a scope as it is', () => {
    const first = build(undefined, true, false);
    failureOf(first);
    expect(failureOf(build(first.outdir, true, false))).toBe('');
    expect(reportsIn(first.outdir)).toEqual([REPORT]);
  });

  test('writes one report for several regions even when its name is taken', () => {
    const first = build(undefined, true);
    failureOf(first);
    const second = appIn(first.outdir, STRICT);
    Validations.of(second).addPlugins(tinyPack());
    ['eu-west-1', 'us-east-2'].forEach((region) => instance(stackIn(second, region, region), 'Orders'));
    expect(failureOf(second)).toBe('');
    const [named] = reportsIn(first.outdir);
    expect(reportsIn(first.outdir)).toEqual([named, REPORT]);
    expect(rowsOf(reportOf(second, named))).toHaveLength(6);
  });

  test('of the same app, forced, sees what was changed in between', () => {
    const app = checkedApp();
    const orders = instance(stackIn(app, 'Data'), 'Orders');
    expect(failureOf(app)).toBe('');
    orders.storageEncrypted = false;
    expect(() => app.synth({ force: true })).toThrow('Stores are encrypted');
    expect(rowsOf(reportOf(app), 'fail')).toEqual(['fail tiny.encrypted Data/Orders']);
  });

  test('of the same app, forced, reads templates anew even without a scope', () => {
    const app = appIn();
    Validations.of(app).addPlugins(tinyPack());
    const orders = instance(stackIn(app, 'Data'), 'Orders');
    expect(failureOf(app)).toBe('');
    orders.storageEncrypted = false;
    expect(() => app.synth({ force: true })).toThrow('Stores are encrypted');
  });
});

describe('several packs on one app', () => {
  test('run each rule once, print each violation once, and share one report', () => {
    const app = appIn();
    const judged: string[] = [];
    const counted = {
      ...ENCRYPTED,
      check: (...args: Parameters<typeof ENCRYPTED.check>) => {
        judged.push(args[0].path);
        return ENCRYPTED.check(...args);
      },
    };
    Validations.of(app).addPlugins(tinyPack(app, { rules: [counted, BACKED_UP] }), tinyPack(app, { rules: [counted, PROTECTED] }));
    instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: false, deletionProtection: false });
    failureOf(app);
    expect(judged).toEqual(['Data/Orders']);
    expect(inShort(frameworkReport(app).violations)).toEqual(['tiny.encrypted Data/Orders', 'tiny.protected Data/Orders']);
    expect(rowsOf(reportOf(app))).toEqual(['pass tiny.backed-up Data/Orders', 'fail tiny.encrypted Data/Orders', 'fail tiny.protected Data/Orders']);
  });

  test('with different thresholds report the worse finding', () => {
    const app = appIn();
    const strict = { ...DEFAULT_PARAMETERS, minBackupDays: 35 };
    Validations.of(app).addPlugins(tinyPack(app, { rules: [BACKED_UP], parameters: strict }), tinyPack(app, { rules: [BACKED_UP, ENCRYPTED] }));
    instance(stackIn(app, 'Data'), 'Orders');
    failureOf(app);
    expect(rowsOf(reportOf(app))).toEqual(['fail tiny.backed-up Data/Orders', 'pass tiny.encrypted Data/Orders']);
  });

  test('print a violation once, although one of them only reports', () => {
    const app = appIn();
    Validations.of(app).addPlugins(tinyPack(app), tinyPack(app, { reportOnly: true }));
    instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: false });
    failureOf(app);
    expect(inShort(frameworkReport(app).violations)).toEqual(['tiny.encrypted Data/Orders']);
  });

  test('fail the synth when the stricter one does, although another only reports', () => {
    for (const reportOnly of [[true, false], [false, true]]) {
      const app = appIn();
      Validations.of(app).addPlugins(...reportOnly.map((only) => tinyPack(app, { reportOnly: only })));
      instance(stackIn(app, 'Data'), 'Orders', { storageEncrypted: false });
      expect(failureOf(app)).toContain('ERROR Stores are encrypted');
    }
  });
});

test('a foreign file with the name of the report is not touched by a pack without a scope', () => {
  const app = build(undefined, true, false);
  writeFileSync(join(app.outdir, REPORT), 'mine');
  expect(failureOf(app)).toBe('');
  expect(readFileSync(join(app.outdir, REPORT), 'utf8')).toBe('mine');
});
