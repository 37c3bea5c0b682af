import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { NOTICED_CALLS, NoticedCalls } from '../../../../src/facts/noticed-calls';
import { AlertTopic } from '../../../../src/foundation/alerts/alert-topic';
import { AccountAlarms } from '../../../../src/foundation/alerts/changes/account-alarms';
import { AuditTrail } from '../../../../src/foundation/alerts/changes/audit-trail';
import { RULES } from '../../../../src/rules';
import { findingsOf, listed, ruleIds } from '../../../support/findings';
import { ENV } from '../../../support/fixtures';
import { thrown } from '../../../support/thrown';

const CALLS: readonly NoticedCalls[] = Object.values(NOTICED_CALLS);
const ALARM_RULES = RULES.filter(({ id, appliesTo }) => id.startsWith('cloudwatch.') && appliesTo.includes('AWS::CloudTrail::Trail'));

function appOf(alarms: boolean): Stack {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const { logGroup } = new AuditTrail(stack, 'Trail');
  if (alarms) {
    new AccountAlarms(stack, 'Alarms', { logGroup, alerts: new AlertTopic(stack, 'Alerts', { emails: ['team@example.com'] }).topic });
  }
  return stack;
}

const stack = appOf(true);
const template = Template.fromStack(stack);

test.each(CALLS.map((calls): [string, NoticedCalls] => [calls.id, calls]))('one call is enough for the alarm on %s', (id, { pattern, what, toDo }) => {
  const namespace = expect.stringMatching(/^AccountAlarms\/stack-alarms-[0-9a-f]{8}$/) as string;
  const named = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties as unknown);
  expect(named('AWS::Logs::MetricFilter')).toContainEqual({
    FilterPattern: pattern,
    LogGroupName: { Ref: expect.stringMatching(/^TrailLogGroup/) as string },
    MetricTransformations: [{ MetricName: id, MetricNamespace: namespace, MetricValue: '1' }],
  });
  expect(named('AWS::CloudWatch::Alarm')).toContainEqual(expect.objectContaining({
    Namespace: namespace,
    MetricName: id,
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: expect.stringMatching(/^AlertsTopic/) as string }],
    AlarmDescription: `Stack/Alarms: ${what}. ${toDo} The records of that time are in the log group of the trail.`,
  }));
});

test('the fifteen rules pass with the alarms, and each fails without them', () => {
  expect(ALARM_RULES.map(({ byDefault }) => byDefault)).toEqual(CALLS.map(() => false));
  expect(listed(findingsOf(stack.node.root, ALARM_RULES), 'fail', 'unknown')).toEqual([]);
  expect(ruleIds(findingsOf(appOf(false).node.root, ALARM_RULES), 'fail')).toEqual(ALARM_RULES.map(({ id }) => id).sort());
});

test('alarms go to a topic of their own unless one is given', () => {
  const own = new Stack(new App(), 'Stack', { env: ENV });
  const alarms = new AccountAlarms(own, 'Alarms', { logGroup: new AuditTrail(own, 'Trail').logGroup });
  expect(own.resolve(alarms.alerts.topicArn)).toEqual({ Ref: expect.stringMatching(/^AlarmsAlertsTopic/) as string });
});

test('two instances count their own calls', () => {
  const two = new Stack(new App(), 'Stack', { env: ENV });
  const { logGroup } = new AuditTrail(two, 'Trail');
  ['One', 'Two'].forEach((id) => new AccountAlarms(two, id, { logGroup }));
  const namespaces = Object.values(Template.fromStack(two).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.Namespace as string);
  expect(new Set(namespaces).size).toBe(2);
});

test('a log group or a topic of another region is refused', () => {
  const empty = new Stack(new App(), 'Stack', { env: ENV });
  const logGroup = logs.LogGroup.fromLogGroupArn(empty, 'Group', 'arn:aws:logs:us-west-2:111111111111:log-group:calls:*');
  const alerts = sns.Topic.fromTopicArn(empty, 'Topic', 'arn:aws:sns:us-west-2:111111111111:alerts');
  expect(thrown(() => new AccountAlarms(empty, 'Alarms', { logGroup, alerts }))).toBe("AccountAlarms 'Stack/Alarms' cannot be created, 2 problems:\n"
    + '  ALERTS_ELSEWHERE: `alerts` lies in us-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out\n'
    + '  LOG_GROUP_ELSEWHERE: `logGroup` lies in us-west-2, but the stack in eu-west-1; create the alarms in the region of the trail');
});
