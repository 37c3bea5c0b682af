import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { AlarmDashboard } from '../../../src/foundation/alerts/alarm-dashboard';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

/** A construct with alarms. */
function store(stack: Stack, id: string, alarms: number): Construct {
  const parent = new Construct(stack, id);
  const metric = new cloudwatch.Metric({ namespace: 'App', metricName: 'Errors' });
  Array.from({ length: alarms }, (_, index) => new cloudwatch.Alarm(parent, `Alarm${index}`, { metric, threshold: 1, evaluationPeriods: 1 }));
  return parent;
}

const stackOf = (env = ENV) => new Stack(new App(), 'Shop', { env });

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: string[];
    readonly annotations?: { readonly alarms: string[] };
  };
}

/** The widgets of a dashboard: type, title or text, and of how many alarms. */
function widgets(stack: Stack): unknown[] {
  const [{ Properties: { DashboardBody } }] = Object.values(templateOf(stack).findResources('AWS::CloudWatch::Dashboard'));
  const parts = (DashboardBody as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const body = JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'TOKEN')).join('')) as { widgets: Widget[] };
  return body.widgets.map(({ type, properties: { title, markdown, alarms, annotations } }) => (
    [type, title ?? markdown, (alarms ?? annotations?.alarms ?? []).length]));
}

test('each store has its name, the state of its alarms, and a graph of each', () => {
  const stack = stackOf();
  new AlarmDashboard(stack, 'Dashboard', { stores: [store(stack, 'Orders', 2), store(stack, 'Stock', 1)] });
  expect(widgets(stack)).toEqual([
    ['text', '# Shop/Orders', 0], ['alarm', 'State', 2], ['metric', 'Alarm0', 1], ['metric', 'Alarm1', 1],
    ['text', '# Shop/Stock', 0], ['alarm', 'State', 1], ['metric', 'Alarm0', 1],
  ]);
});

test.each([[100, [100]], [101, [100, 1]]])('the states of %i alarms are in lists of at most a hundred', (alarms, lists) => {
  const stack = stackOf();
  new AlarmDashboard(stack, 'Dashboard', { stores: [store(stack, 'Orders', alarms)] });
  expect(widgets(stack).slice(0, lists.length + 2)).toEqual([
    ['text', '# Shop/Orders', 0], ...lists.map((length) => ['alarm', 'State', length]), ['metric', 'Alarm0', 1],
  ]);
});

test('what cannot be shown is refused, all at once', () => {
  const stack = stackOf();
  const elsewhere = new Stack(stack.node.root as App, 'Elsewhere', { env: { account: '222222222222', region: 'us-east-1' } });
  const twice = store(stack, 'Twice', 1);
  const stores = [twice, twice, store(stack, 'Silent', 0), store(elsewhere, 'Far', 1)];
  expect(thrown(() => new AlarmDashboard(stack, 'Dashboard', { stores }))).toBe(`AlarmDashboard 'Shop/Dashboard' cannot be created, 4 problems:
  STORE_REPEATED: \`stores[1]\` is Shop/Twice, which is in the list already; remove it
  STORE_WITHOUT_ALARMS: \`stores[2]\` is Shop/Silent, which has no alarms; remove it, or do not waive its alarms
  STORE_ELSEWHERE: \`stores[3]\` is Elsewhere/Far in region us-east-1, the dashboard is in eu-west-1; make a dashboard there
  STORE_ELSEWHERE: \`stores[3]\` is Elsewhere/Far in account 222222222222, the dashboard is in 111111111111; make a dashboard there`);
  expect(stack.node.tryFindChild('Dashboard')).toBeUndefined();
});

test('a dashboard of nothing is refused', () => {
  expect(thrown(() => new AlarmDashboard(stackOf(), 'Dashboard', { stores: [] }))).toBe(
    "AlarmDashboard 'Shop/Dashboard' cannot be created, 1 problem:\n  STORES_EMPTY: `stores` is empty, so nothing would be shown; pass a store");
});

test.each([[494, undefined], [495, 'WIDGETS_TOO_MANY: `stores` make 501 widgets, 500 are allowed; show some of the stores on a second dashboard']])(
  'a store with %i alarms', (alarms, problem) => {
    const stack = stackOf();
    const make = () => new AlarmDashboard(stack, 'Dashboard', { stores: [store(stack, 'Orders', alarms)] });
    const outcome = problem === undefined ? String(make().node.path) : thrown(make);
    expect(outcome).toBe(problem === undefined ? 'Shop/Dashboard' : `AlarmDashboard 'Shop/Dashboard' cannot be created, 1 problem:\n  ${problem}`);
  });
