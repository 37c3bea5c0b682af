import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AlertTopic } from '../../../../src/foundation/alerts/alert-topic';
import { AuditTrail } from '../../../../src/foundation/alerts/changes/audit-trail';
import { ChangeAlarms } from '../../../../src/foundation/alerts/changes/change-alarms';
import { InputTransformer, matchesEvent, messageOf } from '../../../support/event-pattern';
import { ENV } from '../../../support/fixtures';

interface Rule {
  readonly EventPattern: Record<string, unknown>;
  readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig: object }[];
}

const stack = new Stack(new App(), 'Stack', { env: ENV });
new ChangeAlarms(stack, 'Changes', {
  trail: AuditTrail.fromTrailArn(stack, 'Organization', 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization'),
  alerts: new AlertTopic(stack, 'Alerts').topic,
});
const RULES = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);

/** As AWS Health announced the end of rds-ca-2019: https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
function announced(detail: object = {}) {
  return {
    'version': '0',
    'id': '7bf73129-1428-4cd3-a780-95db273d1602',
    'detail-type': 'AWS Health Event',
    'source': 'aws.health',
    'account': '111111111111',
    'time': '2024-02-20T07:00:00Z',
    'region': 'eu-west-1',
    'resources': ['orders'],
    'detail': {
      eventArn: 'arn:aws:health:eu-west-1::event/RDS/AWS_RDS_PLANNED_LIFECYCLE_EVENT/AWS_RDS_PLANNED_LIFECYCLE_EVENT_90353408594353980',
      service: 'RDS',
      eventTypeCode: 'AWS_RDS_PLANNED_LIFECYCLE_EVENT',
      eventTypeCategory: 'scheduledChange',
      eventScopeCode: 'ACCOUNT_SPECIFIC',
      startTime: 'Thu, 22 Aug 2024 07:00:00 GMT',
      lastUpdatedTime: 'Tue, 20 Feb 2024 07:00:00 GMT',
      statusCode: 'upcoming',
      eventRegion: 'eu-west-1',
      eventDescription: [{ language: 'en_US', latestDescription: 'Your certificate authority expires.' }],
      affectedEntities: [{ entityValue: 'orders', status: 'PENDING' }],
      affectedAccount: '111111111111',
      page: '1',
      totalPages: '1',
      ...detail,
    },
  };
}

const met = (event: object) => RULES.filter(({ EventPattern }) => matchesEvent(EventPattern, event));

test('the end of an authority is told once, with the day, which databases and what to do', () => {
  const sent = announced();
  const [rule, ...more] = met(sent);
  expect(more).toEqual([]);
  expect(rule.Targets[0].DeadLetterConfig).toBeDefined();
  const text = messageOf(rule.Targets[0].InputTransformer, sent);
  expect(text.slice(0, 4)).toEqual([
    'AWS plans a change of databases: from Thu, 22 Aug 2024 07:00:00 GMT on',
    'Which: [{"entityValue":"orders","status":"PENDING"}]',
    'State: upcoming (AWS_RDS_PLANNED_LIFECYCLE_EVENT)',
    'Where: account 111111111111, region eu-west-1; told in account 111111111111, region eu-west-1',
  ]);
  expect(text.at(-1)).toMatch(/^What to do: Read in the AWS Health Dashboard/);
});

test.each([
  ['an outage', announced({ eventTypeCode: 'AWS_RDS_OPERATIONAL_ISSUE', eventTypeCategory: 'issue' })],
  ['the end of a runtime of Lambda', announced({ service: 'LAMBDA', eventTypeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT' })],
  ['an event of somebody who calls himself AWS Health', { ...announced(), source: 'health' }],
])('%s is not', (_title, event) => {
  expect(met(event)).toEqual([]);
});
