import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { PropProblems } from '../../../core/check-props';
import { DataClassification } from '../../../core/data-classification';
import { Hardening } from '../../../core/hardening';
import { physicalName } from '../../../core/physical-name';
import { NOTICED_CALLS, NoticedCalls } from '../../../facts/noticed-calls';
import { checkHome, checkRegion } from '../../home-region';
import { AlertTopic } from '../alert-topic';
import { ALARM_PERIOD, StoreAlarm, storeAlarms } from '../store-alarms';

/** Properties of `AccountAlarms`. */
export interface AccountAlarmsProps {
  /** The log group to which a trail of all regions delivers, in the region of this stack: `logGroup` of an `AuditTrail`. */
  readonly logGroup: logs.ILogGroup;

  /**
   * Where the alarms go. The policy of the topic is left as it is: an `AlertTopic` admits CloudWatch.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * How much harm a leak of the alerts would do; sets the rotation of the key of the topic.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

/**
 * The fifteen alarms on calls to an account that the CIS AWS Foundations Benchmark asks for: metric filters on the log group of a trail.
 *
 * Use of the root user, refused calls, sign-ins without MFA or that fail, and changes of IAM policies, trails, keys, bucket policies, AWS Config,
 * security groups, network ACLs, gateways, route tables, VPCs and the organization. The patterns are those that Security Hub prescribes word for word,
 * for CloudWatch.1 to CloudWatch.14: https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 *
 * ```ts
 * import { AccountAlarms, AuditTrail } from 'cdk-hardened-databases';
 *
 * const trail = new AuditTrail(this, 'Calls');
 * new AccountAlarms(this, 'AccountAlarms', { logGroup: trail.logGroup });
 * ```
 *
 * ### What this does not do
 *
 * - An alarm says that there was such a call, not whose it was: the log group does. `ChangeAlarms` tells of stores and what protects them, with names.
 * - One account needs it once, in the region of its trail. It does not know which log group a trail delivers to.
 * - Alarms and metrics are charged: https://aws.amazon.com/cloudwatch/pricing/
 */
export class AccountAlarms extends Construct {
  /** Where the alarms go. */
  public readonly alerts: sns.ITopic;

  /** Throws `CLASSIFICATION_UNKNOWN`, `ALERTS_ELSEWHERE`, `LOG_GROUP_ELSEWHERE`. */
  public constructor(scope: Construct, id: string, props: AccountAlarmsProps) {
    const problems = new PropProblems('AccountAlarms', scope, id);
    const hardening = new Hardening({ construct: 'AccountAlarms', classification: props.classification, safeguards: [] }, problems);
    checkHome(scope, { alerts: props.alerts }, problems);
    checkRegion(scope, 'logGroup', props.logGroup, 'create the alarms in the region of the trail', problems);
    problems.throwIfAny();

    super(scope, id);
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification: hardening.classification }).topic;
    const parent = new Construct(this, 'Calls');
    // two instances in one account must not count each other's calls
    const namespace = `AccountAlarms/${physicalName(this, 128)}`;
    storeAlarms(this, this.alerts, Object.values(NOTICED_CALLS).map((calls) => alarmOn(parent, calls, namespace, props.logGroup)));
    hardening.recordOn(this);
  }
}

function alarmOn(scope: Construct, { id, what, toDo, pattern }: NoticedCalls, metricNamespace: string, logGroup: logs.ILogGroup): StoreAlarm {
  const filter = new logs.MetricFilter(scope, id, {
    logGroup, metricNamespace, metricName: id, metricValue: '1', filterPattern: logs.FilterPattern.literal(pattern),
  });
  return {
    id,
    metric: filter.metric({ statistic: 'Sum', period: ALARM_PERIOD }),
    threshold: 0,
    when: 'above',
    // one call is enough, and CIS asks for one period
    periods: 1,
    description: `${what}. ${toDo} The records of that time are in the log group of the trail.`,
  };
}
