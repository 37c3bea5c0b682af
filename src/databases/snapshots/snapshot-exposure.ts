import { Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Settings } from './handler';
import { exposureAlarms, exposureMetric, ExposureMetrics } from './snapshot-exposure-alarms';
import { calledBy, checkExposure, SnapshotExposureProps } from './snapshot-exposure-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { AlertTopic } from '../../foundation/alerts/alert-topic';
import { storeAlarms } from '../../foundation/alerts/store-alarms';
import { undeliveredEvents } from '../../foundation/alerts/undelivered';
import { DataKey } from '../../foundation/data-key';
import { appTierFunction, AppTierFunction } from '../../foundation/functions/app-tier-function';
import { hasEndpoint } from '../../foundation/functions/called-service';

const NAMESPACE = 'HardenedDatabases/Snapshots';

/**
 * A watch over manual snapshots of RDS and Aurora (and Redshift, if asked for), of all stores of the account and region: how many are public, and how
 * many are shared with accounts that nobody has named.
 *
 * A snapshot is no resource of a template: whoever may share one gives all data away, and no rule on templates sees it.
 *
 * - A function in the app tier looks at every manual snapshot, once an hour. It can list snapshots and their sharing, and nothing else.
 * - What it counts becomes metrics through its encrypted log: it needs no right to write metrics. Names and accounts stand in the log.
 * - Alarms tell of public snapshots, of shared ones, and of a watch that fails, does not run, or does not get through all snapshots.
 *
 * ```ts
 * import { PrivateEndpoint, SnapshotExposure, TieredNetwork } from 'cdk-hardened-databases';
 * import * as ec2 from 'aws-cdk-lib/aws-ec2';
 *
 * const network = new TieredNetwork(this, 'Network', {
 *   endpoints: [PrivateEndpoint.s3(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS)],
 * });
 * new SnapshotExposure(this, 'Snapshots', { network, trustedAccounts: ['111122223333'] });
 * ```
 *
 * ### What this does not do
 *
 * - It tells, and takes nothing back: a snapshot that was public for an hour may have been copied. `ChangeAlarms` tells of the call itself.
 * - It sees the manual snapshots of one account and region, not those that AWS Backup keeps.
 * - The first run comes after `every`; until then the alarm `NotRunning` is on.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1
 */
export class SnapshotExposure extends Construct {
  /** The function that looks. */
  public readonly handler: lambda.Function;

  /** Where alarms go. */
  public readonly alerts: sns.ITopic;

  /** The key of its log and of its failed runs. */
  public readonly encryptionKey: kms.IKey;

  private readonly metrics: ExposureMetrics;

  /**
   * Throws one error with all problems: `NETWORK_IN_OTHER_STAGE`, `ACCOUNTS_EMPTY`, `ACCOUNT_INVALID`, `EVERY_OUT_OF_RANGE`, `EVERY_UNKNOWN`,
   * `ENDPOINT_MISSING`, `ENCRYPTION_KEY_ELSEWHERE`, `ALERTS_ELSEWHERE`.
   */
  public constructor(scope: Construct, id: string, props: SnapshotExposureProps) {
    const problems = new PropProblems('SnapshotExposure', scope, id);
    const { classification } = props;
    const hardening = new Hardening({ construct: 'SnapshotExposure', classification, safeguards: [Safeguard.CUSTOMER_MANAGED_KEY] }, problems);
    checkExposure(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    const every = props.every ?? Duration.hours(1);
    this.metrics = { namespace: NAMESPACE, watch: physicalName(this, 64), every };
    this.encryptionKey = props.encryptionKey ?? new DataKey(this, 'Key', { classification, description: `Log of ${this.node.path}` }).key;
    const parts = this.createFunction(props);
    this.handler = parts.handler;
    const undelivered = undeliveredEvents(this);
    new events.Rule(this, 'Schedule', {
      description: `Looks at manual snapshots for ${this.node.path}`,
      schedule: events.Schedule.rate(every),
      targets: [new targets.LambdaFunction(this.handler, { deadLetterQueue: undelivered, retryAttempts: 1 })],
    });
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    storeAlarms(this, this.alerts, exposureAlarms(this.metrics, parts, undelivered));
    hardening.recordOn(this);
  }

  /** Manual snapshots that everybody may restore, at the last run. */
  public metricPublicSnapshots(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return exposureMetric(this.metrics, 'PublicSnapshots', options);
  }

  /** Manual snapshots that accounts may restore which nobody has named, at the last run. */
  public metricSnapshotsSharedWithStrangers(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return exposureMetric(this.metrics, 'SnapshotsSharedWithStrangers', options);
  }

  private createFunction({ network, classification, trustedAccounts = [], redshift }: SnapshotExposureProps): AppTierFunction {
    const { namespace, watch } = this.metrics;
    const settings: Settings = { namespace, watch, trusted: trustedAccounts, redshift: redshift && (redshift.trustedAccounts ?? []) };
    return appTierFunction(this, {
      bundle: 'snapshot-exposure',
      service: 'Snapshot',
      network,
      key: this.encryptionKey,
      classification,
      purpose: `Looks at manual snapshots for ${this.node.path}`,
      statements: [mayLook(this, redshift !== undefined)],
      timeout: Duration.minutes(10),
      failuresId: 'FailedRuns',
      outwards: calledBy(redshift).every(({ name }) => hasEndpoint(network, name)) ? undefined : 'HTTPS to AWS, where no endpoint leads there',
      answersCloudFormation: false,
      environment: { SETTINGS: Stack.of(this).toJsonString(settings) },
    });
  }
}

/**
 * The right to see every snapshot of the region: the question is about all of them, whatever their names.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
function mayLook(scope: Construct, redshift: boolean): iam.PolicyStatement {
  const actions = ['rds:DescribeDBSnapshots', 'rds:DescribeDBSnapshotAttributes', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterSnapshotAttributes'];
  return new iam.PolicyStatement({
    sid: 'Look',
    actions: [...actions, ...redshift ? ['redshift:DescribeClusterSnapshots'] : []],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': Stack.of(scope).region } },
  });
}
