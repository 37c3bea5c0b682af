import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { AuditTrail, IAuditTrail } from './audit-trail';
import { changeMessage, changePattern, MAX_PATTERN } from './change-patterns';
import { plannedChanges } from './planned-changes';
import { PropProblems } from '../../../core/check-props';
import { DataClassification } from '../../../core/data-classification';
import { Hardening } from '../../../core/hardening';
import { known } from '../../../core/known';
import { Safeguard } from '../../../core/safeguard';
import { Waiver } from '../../../core/waiver';
import { WEAKENING_CALLS, WeakeningCalls } from '../../../facts/weakening-calls';
import { checkHome } from '../../home-region';
import { AlertTopic } from '../alert-topic';
import { eventRoute, undeliveredAlarm } from '../event-route';
import { storeAlarms } from '../store-alarms';
import { undeliveredEvents } from '../undelivered';

/** Properties of `ChangeAlarms`. */
export interface ChangeAlarmsProps {
  /**
   * Where changes are told. The policy of the topic is left as it is: an `AlertTopic` admits EventBridge.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * The trail that records management events of this account and region; without one, EventBridge sees no calls.
   *
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
   * @default - an `AuditTrail` of its own; a second trail for management events is charged
   */
  readonly trail?: IAuditTrail;

  /**
   * ARNs of roles whose weakening changes are no surprise, such as the one with which CloudFormation deploys; `*` is a wildcard. What destroys is told
   * whoever does it. As many as the longest pattern of EventBridge holds, about four.
   *
   * @default - every change is told
   */
  readonly expectedRoleArns?: string[];

  /**
   * How much harm a leak of the alerts and records would do; sets retention and key rotation.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * Safeguards that are deliberately left off: `EVENT_NOTIFICATIONS` (nobody is told), `ALERT_DELIVERY` (what cannot be delivered is lost).
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/**
 * Messages about calls that destroy or weaken data stores, or what protects them: who, what, when and from where.
 *
 * - Every kind of store: RDS, Aurora, DocumentDB, Neptune, DynamoDB, DAX, Redshift, ElastiCache, MemoryDB, OpenSearch.
 * - What protects them: keys, secrets, backups, security groups, network ACLs, parameter groups, web ACLs, topics, trails, rules, alarms and logs.
 * - What AWS announces for databases of RDS and Aurora: that the authority of a certificate ends, or the support of a version.
 * - Attempts that were refused are told as well, with the reason.
 * - What EventBridge cannot deliver waits in a queue, and an alarm tells of it.
 *
 * ### What this does not do
 *
 * - It tells, and stops nobody: a `DeletionGuard` does that.
 * - Calls are seen in the region where they happen: each region needs an instance of this construct, which may share a trail of several regions.
 * - EventBridge delivers within minutes, not at once, and cannot set the subject of an e-mail.
 * - Requests are shown as CloudTrail records them, which leaves out passwords.
 */
export class ChangeAlarms extends Construct {
  /** Where changes are told. */
  public readonly alerts: sns.ITopic;

  /** The trail without which EventBridge sees no calls. */
  public readonly trail: IAuditTrail;

  /** What EventBridge could not deliver; undefined when nobody is told, or when this is waived. */
  public readonly undelivered?: sqs.Queue;

  /**
   * Throws one error with all problems: `EXPECTED_ROLES_EMPTY`, `EXPECTED_ROLE_INVALID`, `EXPECTED_ROLES_TOO_MANY`, `EXPECTED_ROLES_UNKNOWN`,
   * `ALERTS_ELSEWHERE`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: ChangeAlarmsProps = {}) {
    const problems = new PropProblems('ChangeAlarms', scope, id);
    const hardening = new Hardening({
      construct: 'ChangeAlarms',
      classification: props.classification,
      safeguards: [Safeguard.EVENT_NOTIFICATIONS, Safeguard.ALERT_DELIVERY],
      waivers: props.waivers,
    }, problems);
    checkExpected(props, problems);
    checkHome(scope, { alerts: props.alerts }, problems);
    problems.throwIfAny();

    super(scope, id);
    const { classification } = hardening;
    this.trail = props.trail ?? new AuditTrail(this, 'Trail', { classification });
    this.alerts = props.alerts ?? new AlertTopic(this, 'Alerts', { classification }).topic;
    if (hardening.keeps(Safeguard.EVENT_NOTIFICATIONS)) {
      this.undelivered = hardening.keeps(Safeguard.ALERT_DELIVERY) ? undeliveredEvents(this) : undefined;
      this.tell(props.expectedRoleArns ?? []);
    }
    hardening.recordOn(this);
  }

  private tell(expectedRoleArns: string[]): void {
    const parent = new Construct(this, 'Changes');
    for (const calls of WEAKENING_CALLS) {
      eventRoute(parent, calls.id, {
        description: `Calls that destroy or weaken ${calls.title}`,
        pattern: changePattern(calls, expectedRoleArns),
        message: changeMessage(calls.title),
        topic: this.alerts,
        undelivered: this.undelivered,
      });
    }
    plannedChanges(parent, this.alerts, this.undelivered);
    if (this.undelivered) {
      storeAlarms(this, this.alerts, [undeliveredAlarm(this.undelivered)]);
    }
  }
}

function checkExpected({ expectedRoleArns }: ChangeAlarmsProps, problems: PropProblems): void {
  problems.when(expectedRoleArns?.length === 0, 'EXPECTED_ROLES_EMPTY', () => '`expectedRoleArns` is empty; leave it out, or name who deploys');
  // a wildcard in a text that only deployment knows could make the pattern too long
  problems.mustBeKnown('expectedRoleArns', expectedRoleArns, 'EXPECTED_ROLES_UNKNOWN', 'write the ARNs, with `*` for what is not known');
  const arns = known(expectedRoleArns) ?? [];
  arns.forEach((arn, index) => problems.text(`expectedRoleArns[${index}]`, arn, {
    code: 'EXPECTED_ROLE_INVALID',
    pattern: /^arn:[a-z*-]+:iam::(\d{12}|\*):role\/[\w+=,.@/*-]*\w[\w+=,.@/*-]*$/,
    allowed: 'ARNs of roles, whose name is not just a wildcard',
    instead: 'name the roles of your pipeline',
  }));
  const longest = Math.max(...WEAKENING_CALLS.map((calls) => lengthOf(calls, arns)));
  problems.when(longest > MAX_PATTERN, 'EXPECTED_ROLES_TOO_MANY',
    () => `\`expectedRoleArns\` makes a pattern of ${longest} characters, at most ${MAX_PATTERN} are allowed; use wildcards`);
}

function lengthOf(calls: WeakeningCalls, expectedRoleArns: readonly string[]): number {
  return JSON.stringify(changePattern(calls, expectedRoleArns)).length;
}
