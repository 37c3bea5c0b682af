import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { WEAKENING_CALLS } from '../../../../src/facts/weakening-calls';
import { AlertTopic } from '../../../../src/foundation/alerts/alert-topic';
import { AuditTrail } from '../../../../src/foundation/alerts/changes/audit-trail';
import { ChangeAlarms, ChangeAlarmsProps } from '../../../../src/foundation/alerts/changes/change-alarms';
import { MAX_PATTERN } from '../../../../src/foundation/alerts/changes/change-patterns';
import { InputTransformer, matchesEvent, messageOf } from '../../../support/event-pattern';
import { call } from '../../../support/events/cloudtrail';
import { ENV } from '../../../support/fixtures';
import { thrown } from '../../../support/thrown';

const ORGANIZATION = 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization';
const DEPLOYER = 'arn:aws:iam::*:role/cdk-hnb659fds-cfn-exec-role-*';

function templateOf(props: ChangeAlarmsProps = {}): Template {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  new ChangeAlarms(stack, 'Changes', {
    trail: AuditTrail.fromTrailArn(stack, 'Organization', ORGANIZATION),
    alerts: new AlertTopic(stack, 'Alerts', { emails: ['team@example.com'] }).topic,
    ...props,
  });
  return Template.fromStack(stack);
}

interface Rule {
  readonly Description: string;
  readonly EventPattern: Record<string, unknown>;
  readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig: object }[];
}

const rulesOf = (template: Template) => Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);
const template = templateOf();
const RULES = rulesOf(template);
const WITH_PIPELINE = rulesOf(templateOf({ expectedRoleArns: [DEPLOYER] }));

/** The rules that an event meets, by what they are about. */
function tellsAbout(event: object, rules = RULES): string[] {
  return rules.filter(({ EventPattern }) => matchesEvent(EventPattern, event)).map(({ Description }) => Description.replace('Calls that destroy or weaken ', ''));
}

test.each(WEAKENING_CALLS.flatMap(({ title, eventSource, destroying, weakening }) => (
  [...destroying, ...weakening].map((name): [string, string, string] => [name, eventSource.replace('.amazonaws.com', ''), title]))))(
  '%s of %s is told', (name, service, title) => {
    expect(tellsAbout(call(service, name))).toEqual([title]);
  },
);

test.each([
  ['deletion protection is taken off', 'rds', 'ModifyDBInstance', { deletionProtection: false }, true],
  ['deletion protection is put on', 'rds', 'ModifyDBInstance', { deletionProtection: true }, false],
  ['a larger class', 'rds', 'ModifyDBInstance', { dBInstanceClass: 'db.r8g.large' }, false],
  ['a public address', 'rds', 'ModifyDBInstance', { publiclyAccessible: true }, true],
  ['backups are switched off', 'rds', 'ModifyDBCluster', { backupRetentionPeriod: 0 }, true],
  ['backups are kept for longer', 'rds', 'ModifyDBCluster', { backupRetentionPeriod: 35 }, false],
  ['deletion protection of a table', 'dynamodb', 'UpdateTable', { deletionProtectionEnabled: false }, true],
  ['the capacity of a table', 'dynamodb', 'UpdateTable', { provisionedThroughput: { readCapacityUnits: 5 } }, false],
  ['a public warehouse', 'redshift', 'ModifyCluster', { publiclyAccessible: true }, true],
  ['snapshots of a cache', 'elasticache', 'ModifyReplicationGroup', { snapshotRetentionLimit: 0 }, true],
])('%s', (_name, service, name, requestParameters, told) => {
  expect(tellsAbout(call(service, name, { requestParameters }))).toHaveLength(told ? 1 : 0);
});

test.each([
  ['a call that only reads', call('rds', 'DescribeDBInstances')],
  ['the call of another service with the same name', call('eks', 'DeleteCluster')],
  ['a call that creates', call('kms', 'CreateKey')],
  ['an event that is no call', { ...call('rds', 'DeleteDBInstance'), 'detail-type': 'RDS DB Instance Event' }],
])('%s is not told', (_name, event) => {
  expect(tellsAbout(event)).toEqual([]);
});

const asPipeline = {
  userIdentity: { type: 'AssumedRole', arn: 'x', sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1' } } },
};
const asPerson = { userIdentity: { type: 'AssumedRole', arn: 'x', sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111111111111:role/Administrator' } } } };
const asRoot = { userIdentity: { type: 'Root', arn: 'arn:aws:iam::111111111111:root' } };

test.each([
  ['the pipeline changes a parameter group', call('rds', 'ModifyDBParameterGroup', asPipeline), 0],
  ['the pipeline takes deletion protection off', call('rds', 'ModifyDBInstance', { ...asPipeline, requestParameters: { deletionProtection: false } }), 0],
  ['the pipeline deletes a database', call('rds', 'DeleteDBInstance', asPipeline), 1],
  ['a person changes a parameter group', call('rds', 'ModifyDBParameterGroup', asPerson), 1],
  ['the root user changes a key policy', call('kms', 'PutKeyPolicy', asRoot), 1],
])('with an expected role: %s', (_name, event, rules) => {
  expect(tellsAbout(event, WITH_PIPELINE)).toHaveLength(rules);
});

test('a message says who, what, when, from where, and what to do', () => {
  const rule = RULES.find(({ Description }) => Description.includes('RDS'))!;
  const event = call('rds', 'DeleteDBInstance', {
    requestParameters: { dBInstanceIdentifier: 'orders', skipFinalSnapshot: true }, errorCode: 'AccessDenied', errorMessage: 'not authorized',
  });
  expect(messageOf(rule.Targets[0].InputTransformer, event)).toEqual([
    'Somebody called DeleteDBInstance, which destroys data or weakens what protects it (RDS, Aurora, DocumentDB and Neptune)',
    'Who: arn:aws:sts::111122223333:assumed-role/Administrator/maria (AssumedRole, MFA: false)',
    'What: DeleteDBInstance with {"dBInstanceIdentifier":"orders","skipFinalSnapshot":true}',
    'When: 2026-11-20T09:10:11Z',
    'From where: 198.51.100.7 with aws-cli/2.31.0',
    'In: account 111122223333, region eu-west-1',
    'Result (empty: it succeeded): AccessDenied not authorized',
    'What to do: If nobody announced this, ask who it was, undo it, and look what else the same credentials did. '
      + 'Event 0f1b3b6c-5ad5-4f43-9f2f-c1f0f9c2f1ce in CloudTrail has everything.',
  ]);
});

test('every pattern fits into what EventBridge takes, and every target keeps what fails', () => {
  for (const { EventPattern, Targets } of [...RULES, ...WITH_PIPELINE]) {
    expect(JSON.stringify(EventPattern).length).toBeLessThanOrEqual(MAX_PATTERN);
    expect(Targets[0].DeadLetterConfig).toBeDefined();
  }
  expect(RULES).toHaveLength(WEAKENING_CALLS.length + 1);
});

test('the queue of undelivered events admits the rules of this account and region', () => {
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([Match.objectLike({
        Sid: 'UndeliveredEvents',
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:111111111111:rule/*']] } } },
      })]),
    },
  });
});

test('a trail that exists is left as it is', () => {
  template.resourceCountIs('AWS::CloudTrail::Trail', 0);
  template.resourceCountIs('AWS::S3::Bucket', 0);
});

test('roles that are expected are checked', () => {
  expect(thrown(() => templateOf({ expectedRoleArns: ['arn:aws:iam::111111111111:role/*', 'deployer'] }))).toBe([
    "ChangeAlarms 'Stack/Changes' cannot be created, 2 problems:",
    "  EXPECTED_ROLE_INVALID: `expectedRoleArns[0]` is 'arn:aws:iam::111111111111:role/*', allowed are ARNs of roles, whose name is not just a wildcard; "
      + 'name the roles of your pipeline',
    "  EXPECTED_ROLE_INVALID: `expectedRoleArns[1]` is 'deployer', allowed are ARNs of roles, whose name is not just a wildcard; name the roles of your pipeline",
  ].join('\n'));
  const one = (text: string) => `ChangeAlarms 'Stack/Changes' cannot be created, 1 problem:\n  ${text}`;
  expect(thrown(() => templateOf({ expectedRoleArns: [] }))).toBe(one('EXPECTED_ROLES_EMPTY: `expectedRoleArns` is empty; leave it out, or name who deploys'));
  expect(thrown(() => templateOf({ expectedRoleArns: [Lazy.string({ produce: () => DEPLOYER })] }))).toBe(one(
    'EXPECTED_ROLES_UNKNOWN: `expectedRoleArns` is only known at deployment (a token), but it decides what is built; write the ARNs, with `*` for what is not known'));
  expect(thrown(() => templateOf({ alerts: sns.Topic.fromTopicArn(new Stack(), 'Far', 'arn:aws:sns:us-west-2:111111111111:alerts') }))).toBe(one(
    'ALERTS_ELSEWHERE: `alerts` lies in us-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out'));
  const many = Array.from({ length: 30 }, (_, index) => `arn:aws:iam::111111111111:role/deployer-of-team-${index}`);
  expect(thrown(() => templateOf({ expectedRoleArns: many }))).toMatch(
    /EXPECTED_ROLES_TOO_MANY: `expectedRoleArns` makes a pattern of \d{4} characters, at most 2048 are allowed; use wildcards/);
});
