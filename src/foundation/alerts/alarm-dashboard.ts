import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, IConstruct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';

/** The most widgets: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MAX_WIDGETS = 500;

/** The most alarms in one list of states: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const MAX_STATES = 100;

/** Width of the graph of one alarm; a row has 24 columns. */
const GRAPH_WIDTH = 8;

/** Properties of `AlarmDashboard`. */
export interface AlarmDashboardProps {
  /** What is shown, in this order: stores and other constructs with alarms, of the region and account of the dashboard. */
  readonly stores: IConstruct[];
}

/**
 * A CloudWatch dashboard of the alarms of some stores: for each store the state of all its alarms, and below it a graph with the threshold of each.
 *
 * Somebody whom an alarm has woken up sees here what else the store does. It shows the alarms that a store has when the dashboard is made: make it last.
 *
 * ```ts
 * import { AlarmDashboard, SecureRdsInstance } from 'cdk-hardened-databases';
 *
 * declare const orders: SecureRdsInstance;
 * new AlarmDashboard(this, 'Dashboard', { stores: [orders] });
 * ```
 *
 * ### What this does not do
 *
 * - Alarms on a composite, and those that AWS makes by itself (scaling), are not shown.
 * - A dashboard shows metrics, no data. Who may see it is the business of IAM: `cloudwatch:GetDashboard`.
 * - Dashboards are charged: https://aws.amazon.com/cloudwatch/pricing/
 */
export class AlarmDashboard extends Construct {
  /** The underlying dashboard, to which widgets can be added. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** Throws one error with all problems: `STORES_EMPTY`, `STORE_WITHOUT_ALARMS`, `STORE_REPEATED`, `STORE_ELSEWHERE`, `WIDGETS_TOO_MANY`. */
  public constructor(scope: Construct, id: string, props: AlarmDashboardProps) {
    const problems = new PropProblems('AlarmDashboard', scope, id);
    const hardening = new Hardening({ construct: 'AlarmDashboard', safeguards: [] }, problems);
    checkStores(scope, props.stores, problems);
    problems.throwIfAny();

    super(scope, id);
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName: physicalName(this, 255) });
    props.stores.forEach((store) => this.dashboard.addWidgets(...widgetsOf(store)));
    hardening.recordOn(this);
  }
}

function alarmsOf(store: IConstruct): cloudwatch.Alarm[] {
  return store.node.findAll().filter((child): child is cloudwatch.Alarm => child instanceof cloudwatch.Alarm);
}

function widgetsOf(store: IConstruct): cloudwatch.IWidget[] {
  const alarms = alarmsOf(store);
  const starts = Array.from({ length: Math.ceil(alarms.length / MAX_STATES) }, (_, index) => index * MAX_STATES);
  return [
    new cloudwatch.TextWidget({ markdown: `# ${store.node.path}`, width: 24, height: 1 }),
    ...starts.map((start) => new cloudwatch.AlarmStatusWidget({ alarms: alarms.slice(start, start + MAX_STATES), title: 'State', width: 24 })),
    ...alarms.map((alarm) => new cloudwatch.AlarmWidget({ alarm, title: alarm.node.id, width: GRAPH_WIDTH })),
  ];
}

function checkStores(scope: Construct, stores: readonly IConstruct[], problems: PropProblems): void {
  problems.when(stores.length === 0, 'STORES_EMPTY', () => '`stores` is empty, so nothing would be shown; pass a store');
  stores.forEach((store, index) => {
    const named = `\`stores[${index}]\` is ${store.node.path}`;
    problems.when(alarmsOf(store).length === 0, 'STORE_WITHOUT_ALARMS', () => `${named}, which has no alarms; remove it, or do not waive its alarms`);
    problems.when(stores.indexOf(store) < index, 'STORE_REPEATED', () => `${named}, which is in the list already; remove it`);
    for (const what of ['region', 'account'] as const) {
      const [own, theirs] = [scope, store].map((each) => known(Stack.of(each)[what]));
      problems.when(own !== undefined && theirs !== undefined && own !== theirs, 'STORE_ELSEWHERE',
        () => `${named} in ${what} ${theirs}, the dashboard is in ${own}; make a dashboard there`);
    }
  });
  const widgets = stores.reduce((sum, store) => sum + widgetsOf(store).length, 0);
  problems.when(widgets > MAX_WIDGETS, 'WIDGETS_TOO_MANY',
    () => `\`stores\` make ${widgets} widgets, ${MAX_WIDGETS} are allowed; show some of the stores on a second dashboard`);
}
