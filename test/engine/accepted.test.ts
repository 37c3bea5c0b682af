import { App, CfnCondition, Fn, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { ENCRYPTED, PROTECTED } from './tiny-rules';
import { HARDENING_METADATA_KEY, HardeningRecord } from '../../src/core/hardening';
import { Safeguard } from '../../src/core/safeguard';
import { Accepted } from '../../src/engine/accepted';
import { exactName } from '../../src/engine/acknowledgements';
import { run } from '../../src/engine/run';
import { AppModel } from '../../src/model/app-model';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { Rule } from '../../src/rules/rule';
import { MergedTemplate } from '../support/merged-template';

const REASON = 'preview environment, rebuilt nightly';

/** Two instances with everything off, in a stack of a stage. */
function twoInstances() {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Preview'), 'Data');
  const make = (id: string) => new rds.CfnDBInstance(new Construct(stack, id), 'Instance', { engine: 'mysql' });
  return { app, stack, orders: make('Orders'), parts: make('Parts') };
}

function acknowledge(construct: Construct, id: string): void {
  Validations.of(construct).acknowledge({ id, reason: REASON });
}

/** What comes of a rule: `Orders` and `Parts` with their status and reason. */
function outcome(app: App, rule: Rule = PROTECTED): Record<string, (string | undefined)[]> {
  const model = new AppModel(resolveApp(app));
  const findings = run({ app: model, rules: [rule], parameters: DEFAULT_PARAMETERS, accepted: new Accepted(app) });
  return Object.fromEntries(findings.map(({ resource, status, reason, acknowledgedAs }) => (
    [resource.path.split('/')[2], [status, reason, acknowledgedAs].filter((part) => part !== undefined)])));
}

function record(construct: Construct, about: Partial<HardeningRecord>): void {
  construct.node.addMetadata(HARDENING_METADATA_KEY, { construct: 'SecureThing', provides: [], waived: [], ...about });
}

describe('an acknowledgement', () => {
  test.each([
    ['with the name of the plugin', 'DatabaseHardening::tiny.protected', 'tiny.protected'],
    ['without it', 'tiny.protected', 'Annotation::tiny.protected'],
  ])('%s covers the construct that carries it, and no other', (_name, id, ruleName) => {
    const { app, orders } = twoInstances();
    acknowledge(orders, id);
    expect(outcome(app)).toEqual({ Orders: ['acknowledged', REASON, ruleName], Parts: ['fail'] });
  });

  test.each(['Data', 'Preview', 'the app'])('of %s covers everything below', (where) => {
    const { app, stack } = twoInstances();
    acknowledge({ 'Data': stack, 'Preview': stack.node.scope as Construct, 'the app': app }[where]!, 'DatabaseHardening::tiny.protected');
    expect(outcome(app)).toEqual({ Orders: ['acknowledged', REASON, 'tiny.protected'], Parts: ['acknowledged', REASON, 'tiny.protected'] });
  });

  test('of an older id of the rule keeps working', () => {
    const { app, orders } = twoInstances();
    acknowledge(orders, 'DatabaseHardening::tiny.encrypted-storage');
    expect(outcome(app, ENCRYPTED)).toEqual({ Orders: ['acknowledged', REASON, 'tiny.encrypted-storage'], Parts: ['fail'] });
  });

  test('of another rule, or of another plugin, accepts nothing', () => {
    const { app, orders } = twoInstances();
    acknowledge(orders, 'DatabaseHardening::tiny.encrypted');
    acknowledge(orders, 'AwsSolutions::tiny.protected');
    expect(outcome(app)).toEqual({ Orders: ['fail'], Parts: ['fail'] });
  });

  test('of the exact finding, as the framework prints it, covers that finding', () => {
    const { app, orders } = twoInstances();
    acknowledge(orders, 'DatabaseHardening::tiny.protected[Preview/Data/Orders/Instance]');
    expect(outcome(app).Orders).toEqual(['acknowledged', REASON, 'tiny.protected[Preview/Data/Orders/Instance]']);
  });

  test('gives the reason of the nearest construct', () => {
    const { app, stack, orders } = twoInstances();
    acknowledge(stack, 'DatabaseHardening::tiny.protected');
    Validations.of(orders).acknowledge({ id: 'DatabaseHardening::tiny.protected', reason: 'this one is empty' });
    expect(outcome(app)).toEqual({
      Orders: ['acknowledged', 'this one is empty', 'tiny.protected'], Parts: ['acknowledged', REASON, 'tiny.protected'],
    });
  });

  test('of a stack covers resources that no construct stands for', () => {
    const app = new App();
    const stack = new Stack(app, 'Data');
    new MergedTemplate(stack, 'Merged', { Orders: { Type: 'AWS::RDS::DBInstance' } });
    acknowledge(stack, 'DatabaseHardening::tiny.protected');
    const [finding] = run({ app: new AppModel(resolveApp(app)), rules: [PROTECTED], parameters: DEFAULT_PARAMETERS, accepted: new Accepted(app) });
    expect([finding.resource.path, finding.status]).toEqual(['Data/Orders', 'acknowledged']);
  });
});

describe('what only deployment knows', () => {
  function unknownOne() {
    const { app, orders } = twoInstances();
    orders.deletionProtection = Fn.conditionIf('Live', Fn.ref('Protect'), true);
    new CfnCondition(Stack.of(orders), 'Live', { expression: Fn.conditionEquals(Fn.ref('Protect'), 'x') });
    return { app, orders };
  }

  test('is unknown until somebody acknowledges what was found', () => {
    const { app, orders } = unknownOne();
    expect(outcome(app).Orders).toEqual(['unknown']);
    acknowledge(orders, 'DatabaseHardening::tiny.protected');
    expect(outcome(app).Orders).toEqual(['acknowledged', REASON, 'tiny.protected']);
  });

  test('is not waived: nobody knows whether the safeguard is off', () => {
    const { app, orders } = unknownOne();
    record(orders, { waived: [{ safeguard: PROTECTED.safeguard, reason: REASON }] });
    expect(outcome(app).Orders).toEqual(['unknown']);
  });
});

describe('the name of a finding that nobody accepted', () => {
  function nameOf(app: App, about: 'Orders' | 'Parts'): string {
    const model = new AppModel(resolveApp(app));
    const resource = [...model.resources()].find(({ path }) => path.includes(`/${about}/`))!;
    return new Accepted(app).acknowledgements.unacknowledgedName(PROTECTED, resource);
  }

  test('is the id of the rule', () => {
    expect(nameOf(twoInstances().app, 'Parts')).toBe('tiny.protected');
  });

  test('carries the path as soon as another construct acknowledges the rule', () => {
    const { app, orders } = twoInstances();
    acknowledge(orders, 'DatabaseHardening::tiny.protected');
    expect(nameOf(app, 'Parts')).toBe('tiny.protected[Preview/Data/Parts/Instance]');
  });

  test('stays out of reach of an acknowledgement that somebody placed elsewhere with the exact name', () => {
    const { app, orders } = twoInstances();
    acknowledge(orders, 'DatabaseHardening::tiny.protected');
    acknowledge(orders, 'DatabaseHardening::tiny.protected[Preview/Data/Parts/Instance]');
    expect(nameOf(app, 'Parts')).toBe('tiny.protected[Preview/Data/Parts/Instance]*');
  });

  test('holds no character that the framework would read as syntax', () => {
    const stack = new Stack(new App(), 'Data');
    new rds.CfnDBInstance(new Construct(stack, 'Custom::Thing [x] {y'), 'In (stance', {});
    const [resource] = [...new AppModel(resolveApp(stack.node.root)).resources()];
    expect(exactName(PROTECTED, resource)).toBe('tiny.protected[Data/Custom.Thing--x---y/In--stance]');
  });
});

describe('a waiver', () => {
  const waived = [{ safeguard: Safeguard.DELETION_PROTECTION, reason: REASON }];

  test('of a construct turns its finding into a waived one, and no other', () => {
    const { app, orders } = twoInstances();
    record(orders.node.scope as Construct, { waived });
    expect(outcome(app)).toEqual({ Orders: ['waived', REASON], Parts: ['fail'] });
  });

  test('of another safeguard changes nothing', () => {
    const { app, orders } = twoInstances();
    record(orders.node.scope as Construct, { waived: [{ safeguard: Safeguard.BACKUPS, reason: REASON }] });
    expect(outcome(app).Orders).toEqual(['fail']);
  });

  test('of an outer construct does not speak for an inner one that provides the safeguard', () => {
    const { app, stack, orders } = twoInstances();
    record(stack, { waived });
    record(orders.node.scope as Construct, { provides: [Safeguard.DELETION_PROTECTION] });
    expect(outcome(app)).toEqual({ Orders: ['fail'], Parts: ['waived', REASON] });
  });

  test('of an outer construct speaks for an inner one that does not know the safeguard', () => {
    const { app, stack, orders } = twoInstances();
    record(stack, { waived });
    record(orders.node.scope as Construct, { provides: [Safeguard.KEY_ROTATION] });
    expect(outcome(app).Orders).toEqual(['waived', REASON]);
  });

  test('counts before an acknowledgement', () => {
    const { app, orders } = twoInstances();
    record(orders.node.scope as Construct, { waived });
    acknowledge(orders, 'DatabaseHardening::tiny.protected');
    expect(outcome(app).Orders).toEqual(['waived', REASON]);
  });
});
