import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DATABASE_API_SERVICES, DATABASE_FINDING_TYPES, FINDING_SEVERITIES, FindingSeverity, GUARDDUTY_TAMPERING } from '../../../facts/guardduty';
import { AlertMessage, field, freeLine, line } from '../alert-message';
import { eventRoute } from '../event-route';

/** The topic of each severity, and that of findings about databases. */
export type ResolvedTopics = Readonly<Record<FindingSeverity['name'], sns.ITopic>> & { readonly database?: sns.ITopic };

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
  if (topics.database) {
    eventRoute(parent, 'Database', {
      description: 'GuardDuty findings about databases, their keys, secrets and backups',
      pattern: aboutDatabases(),
      message: findingMessage('GuardDuty finding about a database', 'Was this login or call yours? If not: end the session, rotate the credential, look at the audit '
        + 'log of the database, and take a snapshot before anything is changed.'),
      topic: topics.database,
      undelivered,
    });
  }
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

function findingMessage(headline: string, advice: string): AlertMessage {
  const of = (path: string) => field(`detail.${path}`);
  return {
    title: line(`${headline} (${of('severity')})`, `: ${of('title')}`),
    details: [
      freeLine(`What happened: ${of('description')}`),
      line(`Finding type: ${of('type')}, seen ${of('service.count')} times, first ${of('service.eventFirstSeen')}, last ${of('service.eventLastSeen')}`),
      line(`Where: account ${field('account')}, region ${field('region')}, resource ${of('resource.resourceType')} `
        + `${of('resource.rdsDbInstanceDetails.dbInstanceIdentifier')} ${of('resource.instanceDetails.instanceId')} ${of('resource.accessKeyDetails.userName')}`),
    ],
    toDo: [advice, `Open GuardDuty in that region and search for finding ${of('id')}.`],
    // a finding that goes on is told again
    thread: of('id'),
  };
}

function tamperingMessage(): AlertMessage {
  const of = (path: string) => field(`detail.${path}`);
  return {
    title: line(`Somebody changed what GuardDuty sees: ${of('eventName')}`),
    details: [
      line(`Who: ${of('userIdentity.arn')}`),
      line(`When: ${of('eventTime')}, from ${of('sourceIPAddress')}`, ` with ${of('userAgent')}`),
      line(`Where: account ${field('account')}, region ${field('region')}`),
      freeLine(`What was asked: ${of('requestParameters')}`),
      line(`Result: ${of('errorCode')} (empty: it succeeded)`),
    ],
    toDo: ['If this was no planned change, undo it and treat the credentials as stolen; attackers switch detection off before they act.'],
  };
}

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
