import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { ByDesign } from '../../../src/packs/by-design';
import { InputTransformer, matchesEvent, messageOf } from '../../support/event-pattern';
import { findingsOf, listed } from '../../support/findings';
import { auroraCluster, ENV, POSTGRES, rdsInstance, twoStacks } from '../../support/fixtures';
import { nagFindings } from '../../support/nag-findings';
import { subscribed } from '../../support/subscribed';
import { thrown } from '../../support/thrown';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:rds!db-1a2b3c-AbCdEf';

// one synth for all: an instance and a cluster, both watched, with parameters that the engine reads at start
const stacks = twoStacks(ENV);
const orders = rdsInstance(stacks, { engine: POSTGRES, parameters: { max_connections: '200', work_mem: '65536' } });
const ledger = auroraCluster(stacks, { parameters: { huge_pages: 'on' } }, 'Ledger');
orders.watchMasterSecret();
ledger.watchMasterSecret();

interface RuleJson {
  readonly State?: string;
  readonly EventPattern: object;
  readonly Targets: { readonly InputTransformer: InputTransformer; readonly DeadLetterConfig?: unknown }[];
}

let rules: RuleJson[];
beforeAll(() => {
  ByDesign.acknowledge(subscribed(stacks.app));
  rules = Object.values(Template.fromStack(stacks.dataStack).findResources('AWS::Events::Rule')).map(({ Properties }) => Properties as RuleJson);
});

/** The rules of the instance that an event meets. */
function met(sent: object): RuleJson[] {
  const resolved = (pattern: object) => JSON.stringify(pattern)
    .replace(/\{"Fn::GetAtt":\["OrdersInstance[^"]*","MasterUserSecret.SecretArn"\]\}/g, JSON.stringify(SECRET))
    .replace(/\{"Fn::GetAtt":[^}]*\}/g, '"the secret of the cluster"');
  return rules.filter(({ EventPattern }) => matchesEvent(JSON.parse(resolved(EventPattern)) as { [name: string]: unknown }, sent));
}

/** As CloudTrail tells of Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/cloudtrail_log_entries.html */
function event(detailType: string, detail: object) {
  return {
    'version': '0',
    'id': 'd82e0a2d-f36e-11fd-37cb-cba423a71196',
    'detail-type': detailType,
    'source': 'aws.secretsmanager',
    'account': '111111111111',
    'time': '2026-11-22T02:00:00Z',
    'region': 'eu-west-1',
    'resources': [],
    'detail': { eventTime: '2026-11-22T02:00:00Z', eventSource: 'secretsmanager.amazonaws.com', ...detail },
  };
}

const rotation = (eventName: string, SecretId = SECRET) => event('AWS Service Event via CloudTrail', {
  userIdentity: { accountId: '111111111111', invokedBy: 'secretsmanager.amazonaws.com' }, eventName, errorMessage: 'The key is disabled.', additionalEventData: { SecretId },
});

const read = (requestParameters: object, userIdentity: object = { type: 'AssumedRole', arn: 'arn:aws:sts::111111111111:assumed-role/People/dba' }, eventName = 'GetSecretValue') =>
  event('AWS API Call via CloudTrail', { userIdentity, eventName, sourceIPAddress: '203.0.113.9', userAgent: 'aws-cli', requestParameters });

test.each(['RotationFailed', 'RotationAbandoned'])('%s is told with which, why and when', (name) => {
  const sent = rotation(name);
  const [rule, ...more] = met(sent);
  expect(more).toEqual([]);
  expect(rule.Targets[0].DeadLetterConfig).toBeDefined();
  const text = messageOf(rule.Targets[0].InputTransformer, sent);
  expect(text).toContain(`The master password of Data/Orders was not rotated: ${name}`);
  expect(text).toContain(`Which: ${SECRET}`);
  expect(text).toContain('Why: The key is disabled. (empty: Secrets Manager does not say)');
  expect(text).toContain('When: 2026-11-22T02:00:00Z, in account 111111111111, region eu-west-1');
});

test('who reads the secret is told, by its ARN with who, when and from where', () => {
  const sent = read({ secretId: SECRET });
  const [rule, ...more] = met(sent);
  expect(more).toEqual([]);
  // in any other state, rules do not see calls that only read
  expect(rule.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
  const text = messageOf(rule.Targets[0].InputTransformer, sent);
  expect(text).toContain('Who: arn:aws:sts::111111111111:assumed-role/People/dba (AssumedRole, MFA: )');
  expect(text).toContain('From where: 203.0.113.9 with aws-cli');
});

test.each<[string, number, object]>([
  ['a read by name', 2, read({ secretId: 'rds!db-1a2b3c' })],
  ['a read of many', 1, read({ secretIdList: ['other', SECRET] }, undefined, 'BatchGetSecretValue')],
  ['a read by RDS itself', 0, read({ secretId: SECRET }, { type: 'AWSService', invokedBy: 'rds.amazonaws.com' })],
  ['a read of another secret', 0, read({ secretId: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:api-key-AbCdEf' })],
  ['a rotation that succeeded', 0, rotation('RotationSucceeded')],
  ['the rotation of another secret', 0, rotation('RotationFailed', 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:api-key-AbCdEf')],
])('%s meets %i rules', (_title, count, sent) => {
  expect(met(sent)).toHaveLength(count);
});

test('our rules and those of cdk-nag find nothing', () => {
  expect(listed(findingsOf(stacks.app), 'fail', 'unknown')).toEqual([]);
  expect(nagFindings(stacks.dataStack)).toEqual([]);
});

test.each([
  ['the instance', 'Orders', 'max_connections'],
  ['the cluster', 'Ledger', 'huge_pages'],
])('parameters of %s that wait for a reboot are named in a warning', (_title, id, names) => {
  Annotations.fromStack(stacks.dataStack).hasWarning(`/Data/${id}`, Match.stringLikeRegexp(
    `^\`parameters\` sets ${names}, which the engine reads at start: a change takes effect at the next reboot, and RDS does not reboot for it\\. `
    + 'Reboot after a change, with a failover where there is a standby, and acknowledge this warning'));
});

test('a master user without a password has no secret to watch', () => {
  const store = rdsInstance({ ...stacks, dataStack: new Stack(stacks.app, 'Tokens', { env: ENV }) },
    { engine: POSTGRES, engineOptions: { masterAuthentication: MasterAuthentication.IAM } });
  expect(thrown(() => store.watchMasterSecret())).toBe("Watch of 'Tokens/Orders/watchMasterSecret()' cannot be created, 1 problem:\n"
    + '  MASTER_SECRET_MISSING: the master user has no password, and so there is no secret to be watched; remove the call');
});
