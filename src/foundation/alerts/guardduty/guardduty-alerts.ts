import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as guardduty from 'aws-cdk-lib/aws-guardduty';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { adoptDetector, organizationOf } from './detector-adoption';
import { exportFindings, lists, suppress } from './detector-contents';
import { FindingExport } from './finding-export';
import { findingRoutes, ResolvedTopics } from './finding-routes';
import { FindingTopics, GuardDutyAlertsProps } from './guardduty-alerts-props';
import { checkGuardDuty } from './guardduty-checks';
import { DEFAULT_FREQUENCY, GuardDutyDetector } from './guardduty-detector';
import { GuardDutyProtection } from './guardduty-protection';
import { PropProblems } from '../../../core/check-props';
import { Hardening } from '../../../core/hardening';
import { known } from '../../../core/known';
import { Safeguard } from '../../../core/safeguard';
import { FINDING_SEVERITIES, lacksProtection, ProtectionFeature, PUBLISHING_FREQUENCIES } from '../../../facts/guardduty';
import { DataKey } from '../../data-key';
import { encryptedBucket } from '../../logs/private-bucket';
import { AlertTopic } from '../alert-topic';
import { undeliveredAlarm } from '../event-route';
import { admitPublishersToKey } from '../publishers';
import { storeAlarms } from '../store-alarms';
import { undeliveredEvents } from '../undelivered';

/**
 * GuardDuty with its protections, and findings that reach people, by severity and as a text that they can read.
 *
 * - The detector of the account is adopted or created, with every protection: logins to RDS, access to S3, Lambda, EKS, malware, runtime.
 * - Findings of low, medium, high and critical severity go to topics of their own; those about databases, and nothing else, to one more.
 * - What EventBridge cannot deliver waits in a queue, and an alarm tells of it.
 * - Whoever stops the detector, hides findings or trusts an address is reported at once as critical.
 *
 * ### What this does not do
 *
 * - EventBridge cannot set the subject of an e-mail: filter by the address of the topic, which `displayName` of an `AlertTopic` sets.
 * - The lines of an e-mail stand in quotes, as EventBridge writes texts of several lines.
 * - GuardDuty works in one region: each region needs an instance of this construct.
 * - Calls that blind GuardDuty are seen through CloudTrail: the account needs a trail that records management events.
 * - A detector of somebody else, or one that was adopted, keeps protections that are switched on beyond those asked for.
 */
export class GuardDutyAlerts extends Construct {
  /** The id of the detector. */
  public readonly detectorId: string;

  /** The topic of each severity, lowest first: low, medium, high, critical. */
  public readonly topics: sns.ITopic[];

  /** The topic of findings about databases; undefined when nobody is told. */
  public readonly databaseTopic?: sns.ITopic;

  /** What EventBridge could not deliver; undefined when nobody is told, or when this is waived. */
  public readonly undelivered?: sqs.Queue;

  /** Where findings are exported to; undefined when they are not. */
  public readonly exportBucket?: s3.IBucket;

  /** The key of the construct's own topics, of the log of the adoption and of exported findings, if there are any. */
  public readonly encryptionKey?: kms.IKey;

  /**
   * Throws one error with all problems: `DETECTOR_INVALID`, `ADMINISTRATOR_INVALID`, `PROTECTIONS_EMPTY`, `PROTECTION_REPEATED`,
   * `PROTECTION_UNAVAILABLE`, `UPDATE_FREQUENCY_UNKNOWN`, `UPDATE_FREQUENCY_INVALID`, `KEY_NOT_AMENDABLE`, `SUPPRESSION_` and `SUPPRESSIONS_` codes, `LIST_` codes,
   * `THREAT_LISTS_TOO_MANY`, `ENCRYPTION_KEY_ELSEWHERE`, the same for each topic, `FINDING_EXPORT_ELSEWHERE`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: GuardDutyAlertsProps = {}) {
    const problems = new PropProblems('GuardDutyAlerts', scope, id);
    const hardening = hardeningFor(props, problems);
    checkGuardDuty(scope, props, problems);
    checkKey(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    const notifies = hardening.keeps(Safeguard.EVENT_NOTIFICATIONS);
    this.encryptionKey = this.keyFor(props, notifies, hardening);
    this.detectorId = this.detectorFor(props, hardening);
    suppress(this, this.detectorId, props.suppressions ?? []);
    lists(this, this.detectorId, props);
    this.exportBucket = props.findingExport && this.exportTo(props.findingExport, hardening);
    this.topics = [];
    if (notifies) {
      const topics = this.topicsFor(props, hardening);
      this.topics = FINDING_SEVERITIES.map(({ name }) => topics[name]);
      this.databaseTopic = topics.database;
      this.undelivered = hardening.keeps(Safeguard.ALERT_DELIVERY) ? undeliveredEvents(this) : undefined;
      findingRoutes(this, topics, this.undelivered);
      if (this.undelivered) {
        storeAlarms(this, topics.critical, [undeliveredAlarm(this.undelivered)]);
      }
    }
    hardening.recordOn(this);
  }

  private keyFor(props: GuardDutyAlertsProps, notifies: boolean, { classification }: Hardening): kms.IKey | undefined {
    const needed = (notifies && ownTopics(props).length > 0) || props.findingExport !== undefined || detectorOf(props)._kind === 'adopt';
    return props.encryptionKey ?? (needed ? new DataKey(this, 'Key', { classification, description: `GuardDuty findings of ${this.node.path}` }).key : undefined);
  }

  private exportTo({ _bucket: given }: FindingExport, { classification }: Hardening): s3.IBucket {
    const bucket = given ?? encryptedBucket(new Construct(this, 'Findings'), this.encryptionKey!, classification);
    exportFindings(this, this.detectorId, bucket, this.encryptionKey!);
    return bucket;
  }

  private detectorFor(props: GuardDutyAlertsProps, { classification }: Hardening): string {
    const detector = detectorOf(props);
    const region = known(Stack.of(this).region) ?? '';
    const features = (props.protections ?? GuardDutyProtection.all)
      .map(({ _feature: { name, agents } }) => ({ name, agents }))
      .filter(({ name }) => !lacksProtection(region, name));
    const frequency = PUBLISHING_FREQUENCIES[(props.updateFrequency ?? DEFAULT_FREQUENCY).toMinutes()];
    switch (detector._kind) {
      case 'existing': return detector._id!;
      case 'adopt': return adoptDetector(this, {
        key: this.encryptionKey!, classification, declaration: { features, frequency, ...organizationOf(detector._organization) },
      });
      default: return this.createDetector(features, frequency);
    }
  }

  private createDetector(features: readonly Pick<ProtectionFeature, 'name' | 'agents'>[], findingPublishingFrequency: string): string {
    const detector = new guardduty.CfnDetector(this, 'Detector', {
      enable: true,
      findingPublishingFrequency,
      features: features.map(({ name, agents }) => ({
        name,
        status: 'ENABLED',
        additionalConfiguration: agents.length === 0 ? undefined : agents.map((agent) => ({ name: agent, status: 'ENABLED' })),
      })),
    });
    // a stack that goes must not blind the account
    detector.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return detector.ref;
  }

  private topicsFor(props: GuardDutyAlertsProps, { classification }: Hardening): ResolvedTopics {
    const own = Object.fromEntries(ownTopics(props).map((name) => [name, new AlertTopic(this, `${name[0].toUpperCase()}${name.slice(1)}Alerts`, {
      classification, encryptionKey: this.encryptionKey, displayName: `GuardDuty ${name}`,
    }).topic]));
    return { ...own, ...props.topics } as ResolvedTopics;
  }
}

function detectorOf({ detector }: GuardDutyAlertsProps): GuardDutyDetector {
  return detector ?? GuardDutyDetector.createOrAdopt();
}

/** What has no topic of the caller. */
function ownTopics({ topics = {} }: GuardDutyAlertsProps): (keyof FindingTopics)[] {
  return [...FINDING_SEVERITIES.map(({ name }) => name), 'database' as const].filter((name) => topics[name] === undefined);
}

function hardeningFor(props: GuardDutyAlertsProps, problems: PropProblems): Hardening {
  const owned = detectorOf(props)._kind !== 'existing';
  return new Hardening({
    construct: 'GuardDutyAlerts',
    classification: props.classification,
    safeguards: [...owned ? [Safeguard.THREAT_DETECTION] : [], Safeguard.EVENT_NOTIFICATIONS, Safeguard.ALERT_DELIVERY],
    waivers: props.waivers,
  }, problems);
}

function checkKey(scope: Construct, props: GuardDutyAlertsProps, problems: PropProblems): void {
  const refused = props.encryptionKey !== undefined && ownTopics(props).length > 0 && !admitPublishersToKey(props.encryptionKey, Stack.of(scope));
  problems.when(refused, 'KEY_NOT_AMENDABLE', () => '`encryptionKey` is imported, its policy cannot be changed to admit the publishers of the construct\'s own topics, '
    + 'and alerts would be lost without a trace; leave it out, or pass all five `topics`');
}
