import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { failedRestoreTests, undoneJobs } from '../../../src/databases/backup/backup-events';
import { masterSecretEvents } from '../../../src/databases/relational/master-secret-events';
import { AlertMessage, field, line } from '../../../src/foundation/alerts/alert-message';
import { AlertTopic } from '../../../src/foundation/alerts/alert-topic';
import { AuditTrail } from '../../../src/foundation/alerts/changes/audit-trail';
import { ChangeAlarms } from '../../../src/foundation/alerts/changes/change-alarms';
import { ChatChannel } from '../../../src/foundation/alerts/chat-channel';
import { ChatRoom } from '../../../src/foundation/alerts/chat-room';
import { eventRoute } from '../../../src/foundation/alerts/event-route';
import { GuardDutyAlerts } from '../../../src/foundation/alerts/guardduty/guardduty-alerts';
import { GuardDutyDetector } from '../../../src/foundation/alerts/guardduty/guardduty-detector';
import { unclearTexts } from '../../support/alert-texts';
import { chatMessageOf, InputTransformer, matchesEvent, messageOf } from '../../support/event-pattern';
import { failedBackup } from '../../support/events/backup';
import { call } from '../../support/events/cloudtrail';
import { BRUTE_FORCE, finding } from '../../support/events/guardduty';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:rds!db-1a2b3c-AbCdEf';
const VAULT = 'arn:aws:backup:eu-west-1:111111111111:backup-vault:orders';

/** Everything that tells of events, with one topic and a chat that hears it. */
function told(): Stack {
  const stack = new Stack(new App(), 'Told');
  const { topic } = new AlertTopic(stack, 'Alerts');
  new ChangeAlarms(stack, 'Changes', { alerts: topic, trail: AuditTrail.fromTrailArn(stack, 'Trail', 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/organization') });
  new GuardDutyAlerts(stack, 'GuardDuty', {
    detector: GuardDutyDetector.create(), topics: { low: topic, medium: topic, high: topic, critical: topic, database: topic },
  });
  masterSecretEvents(new Construct(stack, 'Orders'), topic, SECRET);
  masterSecretEvents(new Construct(new Construct(stack, 'Deep'.repeat(60)), 'Below'.repeat(40)), topic, `${SECRET}x`);
  undoneJobs(new Construct(stack, 'Backups'), VAULT, topic);
  failedRestoreTests(new Construct(stack, 'RestoreTests'), 'arn:aws:backup:eu-west-1:111111111111:restore-testing-plan:orders', topic);
  new ChatChannel(stack, 'OnCall', { room: ChatRoom.slack('T1', 'C1'), topics: [topic] });
  return stack;
}

interface Rule {
  readonly Description: string;
  readonly EventPattern: Record<string, unknown>;
  readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig?: object }[];
}

const stack = told();
const RULES = Object.values(Template.fromStack(stack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as Rule);

/** The target of the first rule that an event meets: 0 is the text for people, 1 what chat reads. */
function transformerFor(event: object, target: 0 | 1): InputTransformer {
  return RULES.find(({ EventPattern }) => matchesEvent(EventPattern, event))!.Targets[target].InputTransformer;
}

test('every text is clear in both ways, and within the limits of chat', () => {
  expect(unclearTexts(stack)).toEqual([]);
  expect(RULES.map(({ Targets }) => Targets.length)).toEqual(RULES.map(() => 2));
});

test('the check of texts can fail: by steps without advice or end, a long title, and a free text', () => {
  const other = new Stack(new App(), 'Other');
  const { topic } = new AlertTopic(other, 'Alerts');
  const details = [line(`Where: account ${field('account')}, region ${field('region')}, resource ${field('detail.resource')}`)];
  const route = (id: string, message: Partial<AlertMessage>) => eventRoute(other, id, {
    description: id, pattern: { source: ['x'] }, topic, message: { title: line('Something happened to a database'), details, toDo: ['Look at it before anybody else does.'], ...message },
  });
  route('Good', {});
  route('Idle', { toDo: ['Nothing that anybody could or would.'] });
  route('Long', { title: line('X'.repeat(251)) });
  route('Wordy', { toDo: [`Look at ${'everything '.repeat(40)}`] });
  route('Open', { details: [...details, line(`With: ${field('detail.userAgent')}`)] });
  new ChatChannel(other, 'OnCall', { room: ChatRoom.slack('T1', 'C1'), topics: [topic] });
  expect(unclearTexts(other).map((text) => text.replace(/\/Resource.*/s, ''))).toEqual(['Other/Idle', 'Other/Idle', 'Other/Long', 'Other/Wordy', 'Other/Open']);
});

test('chat shows a finding as title, facts and steps, and later ones of the same in its thread', () => {
  expect(chatMessageOf(transformerFor(BRUTE_FORCE, 1), BRUTE_FORCE)).toEqual({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: 'GuardDuty finding, high severity (8)',
      description: 'Finding type: CredentialAccess:RDS/AnomalousBehavior.SuccessfulBruteForce, seen 3 times, first 2026-11-20T11:00:00.000Z, last 2026-11-20T11:05:00.000Z\n'
        + 'Which: RDSDBInstance (database: orders-db, cluster: orders, host: , access key of: ; empty: not concerned)\n'
        + 'Call (empty: none):  \nFrom where (empty: unknown): 198.51.100.7\nIn: account 111122223333, region eu-west-1',
      nextSteps: [
        'Treat the resource as compromised: cut it off, replace its credentials, look what else they reached.',
        'Open GuardDuty in that region and search for finding 16afba5c5c43e07c9e3e5e2e544e95df.',
      ],
    },
    metadata: { threadId: '16afba5c5c43e07c9e3e5e2e544e95df', summary: 'GuardDuty finding, high severity (8)' },
  });
});

test('chat shows a change with the words of the e-mail', () => {
  const event = call('rds', 'DeleteDBInstance', { requestParameters: { dBInstanceIdentifier: 'orders' }, errorCode: 'AccessDenied', errorMessage: 'not authorized' });
  const { content } = chatMessageOf(transformerFor(event, 1), event);
  const text = messageOf(transformerFor(event, 0), event);
  expect(content.title).toBe(text[0]);
  expect(content.description.split('\n')).toEqual([
    'Who: arn:aws:sts::111122223333:assumed-role/Administrator/maria (AssumedRole, MFA: false)',
    'What: DeleteDBInstance',
    'When: 2026-11-20T09:10:11Z',
    'From where: 198.51.100.7',
    'In: account 111122223333, region eu-west-1',
    'Result (empty: it succeeded): AccessDenied',
  ]);
  expect(text.at(-1)).toBe(`What to do: ${content.nextSteps.join(' ')}`);
});

test.each<[string, object]>([
  ['the user agent of a call', call('kms', 'ScheduleKeyDeletion', { userAgent: 'x"}} \\' })],
  ['the parameters of a call', call('rds', 'DeleteDBInstance', { requestParameters: { dBInstanceIdentifier: 'orders"\\', skipFinalSnapshot: true } })],
  ['the error of a call', call('rds', 'DeleteDBInstance', { errorMessage: 'User "maria" is not authorized' })],
  ['the user agent of who blinds GuardDuty', call('guardduty', 'DeleteDetector', { userAgent: '"', requestParameters: { detectorId: '\\"' } })],
  ['a user name that a finding tells', withQuotes(finding(8, 'CredentialAccess:RDS/AnomalousBehavior.FailedLogin'))],
  ['the reason of a failed backup', withStatus(failedBackup('FAILED', { vault: VAULT, resource: 'arn:aws:rds:eu-west-1:111111111111:db:orders' }))],
])('a quotation mark in %s keeps no message from chat', (_where, event) => {
  expect(chatMessageOf(transformerFor(event, 1), event).content.nextSteps.length).toBeGreaterThan(0);
});

test('a store that lies deep is named by the end of its path', () => {
  const titles = RULES.filter(({ Description }) => Description.includes('Below')).map(({ Targets }) => JSON.parse(Targets[1].InputTransformer.InputTemplate) as {
    readonly content: { readonly title: string };
  }).map(({ content }) => content.title);
  expect(titles).toEqual([
    `The master password of …${'Below'.repeat(40).slice(-99)} was not rotated: <detail-eventName>`,
    `Somebody called <detail-eventName> on the master secret of …${'Below'.repeat(40).slice(-99)}, or of a database beside it`,
  ]);
});

function withQuotes(event: object): object {
  return { ...event, detail: { ...(event as { detail: object }).detail, title: 'User "dba" failed', description: 'The user "\\dba" failed to log in' } };
}

function withStatus(event: object): object {
  return { ...event, detail: { ...(event as { detail: object }).detail, statusMessage: 'The key "orders" is disabled\\' } };
}
