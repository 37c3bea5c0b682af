import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FindingTopics } from './guardduty-alerts-props';
import { DATABASE_API_SERVICES, DATABASE_FINDING_TYPES, FINDING_SEVERITIES, GUARDDUTY_TAMPERING } from '../../../facts/guardduty';
import { AlertMessage, callDetails, field, freeLine, line } from '../alert-message';
import { eventRoute } from '../event-route';

/** The topic of each severity, and that of findings about databases. */
export type ResolvedTopics = Readonly<Record<keyof FindingTopics, sns.ITopic>>;

/** Send findings to their topics, and tell the highest one when somebody blinds GuardDuty. */
export function findingRoutes(scope: Construct, topics: ResolvedTopics, undelivered?: sqs.Queue): void {
  const parent = new Construct(scope, 'Routes');
  FINDING_SEVERITIES.forEach(({ name, advice }, index) => eventRoute(parent, capitalized(name), {
    description: `GuardDuty findings of ${name} severity`,
    pattern: findings({ severity: severityRange(index) }),
    message: findingMessage(`GuardDuty finding, ${name} severity`, advice),
    topic: topics[name],
    undelivered,
  }));
  eventRoute(parent, 'Database', {
    description: 'GuardDuty findings about databases, their keys, secrets and backups',
    pattern: aboutDatabases(),
    message: findingMessage('GuardDuty finding about a database', 'Was this login or call yours? If not: end the session, rotate the credential, look at the audit '
      + 'log of the database, and take a snapshot before anything is changed.'),
    topic: topics.database,
    undelivered,
  });
  eventRoute(parent, 'Tampering', {
    description: 'Calls that blind GuardDuty', pattern: tampering(), message: tamperingMessage(), topic: topics.critical, undelivered,
  });
}

function findings(detail: { [key: string]: unknown }): events.EventPattern {
  return { source: ['aws.guardduty'], detailType: ['GuardDuty Finding'], detail };
}

/** From a level to the next one, which is not part of it; the highest has no end. */
function severityRange(index: number): object[] {
  const next = FINDING_SEVERITIES[index + 1];
  return [{ numeric: ['>=', FINDING_SEVERITIES[index].from, ...next ? ['<', next.from] : []] }];
}

function aboutDatabases(): events.EventPattern {
  return findings({
    $or: [
      { type: [{ wildcard: DATABASE_FINDING_TYPES }] },
      { service: { action: { awsApiCallAction: { serviceName: [...DATABASE_API_SERVICES] } } } },
    ],
  });
}

function tampering(): events.EventPattern {
  return { source: ['aws.guardduty'], detailType: ['AWS API Call via CloudTrail'], detail: { eventSource: ['guardduty.amazonaws.com'], eventName: [...GUARDDUTY_TAMPERING] } };
}

/** What a remote address did; a finding has one of them. https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Action.html */
const REMOTE_ACTIONS = ['rdsLoginAttemptAction', 'awsApiCallAction', 'networkConnectionAction'];

function findingMessage(headline: string, advice: string): AlertMessage {
  const of = (path: string) => field(`detail.${path}`);
  return {
    title: line(`${headline} (${of('severity')})`, `: ${of('title')}`),
    details: [
      freeLine(`What happened: ${of('description')}`),
      line(`Finding type: ${of('type')}, seen ${of('service.count')} times, first ${of('service.eventFirstSeen')}, last ${of('service.eventLastSeen')}`),
      line(`Which: ${of('resource.resourceType')} (database: ${of('resource.rdsDbInstanceDetails.dbInstanceIdentifier')}, cluster: `
        + `${of('resource.rdsDbInstanceDetails.dbClusterIdentifier')}, host: ${of('resource.instanceDetails.instanceId')}, access key of: `
        + `${of('resource.accessKeyDetails.userName')}; empty: not concerned)`),
      freeLine(`Database user (empty: not concerned): ${of('resource.rdsDbUserDetails.user')}`),
      line(`Call (empty: none): ${of('service.action.awsApiCallAction.serviceName')} ${of('service.action.awsApiCallAction.api')}`,
        ` ${of('service.action.awsApiCallAction.affectedResources')}`),
      line(`From where (empty: unknown): ${REMOTE_ACTIONS.map((action) => of(`service.action.${action}.remoteIpDetails.ipAddressV4`)).join('')}`),
      line(`In: account ${field('account')}, region ${field('region')}`),
    ],
    toDo: [advice, `Open GuardDuty in that region and search for finding ${of('id')}.`],
    // a finding that goes on is told again
    thread: of('id'),
  };
}

function tamperingMessage(): AlertMessage {
  return {
    title: line(`Somebody called ${field('detail.eventName')}, which changes what GuardDuty sees or tells`),
    details: callDetails(),
    toDo: ['If this was no planned change, undo it and treat the credentials as stolen; attackers switch detection off before they act.'],
  };
}

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
