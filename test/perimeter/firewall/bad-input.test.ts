import { App, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { BodyInspection } from '../../../src/perimeter/firewall/body-inspection';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { DatabaseWebAclProps } from '../../../src/perimeter/firewall/database-web-acl-props';
import { FirewallAction } from '../../../src/perimeter/firewall/firewall-action';
import { FirewallLogs } from '../../../src/perimeter/firewall/firewall-logs';
import { FirewallRollout } from '../../../src/perimeter/firewall/firewall-rollout';
import { FirewallRule } from '../../../src/perimeter/firewall/firewall-rule';
import { FirewallRuleGroup, FirewallRuleGroupProps } from '../../../src/perimeter/firewall/firewall-rule-group';
import { ManagedRuleGroup } from '../../../src/perimeter/firewall/managed-rule-group';
import { RequestMatch } from '../../../src/perimeter/firewall/request-match';
import { RequestPart } from '../../../src/perimeter/firewall/request-part';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const PATH = RequestPart.uriPath();
const TOKEN = Lazy.string({ produce: () => 'x' });
const NUMBER = Lazy.number({ produce: () => 7 });
const UNKNOWN = 'is only known at deployment (a token), but it decides what is built';
const [LIMIT, ...GROUPS] = DatabaseWebAcl.baseline();
const rates = (count: number) => Array.from({ length: count }, (_, index) => FirewallRule.rate(`Rate${index}`, 100));

function refused(props: DatabaseWebAclProps | ((stack: Stack) => DatabaseWebAclProps)): string {
  const stack = new Stack(new App(), 'Shop', { env: ENV });
  const text = thrown(() => new DatabaseWebAcl(stack, 'WebAcl', typeof props === 'function' ? props(stack) : props));
  expect(stack.node.tryFindChild('WebAcl')).toBeUndefined();
  return text.replace("DatabaseWebAcl 'Shop/WebAcl' cannot be created, 1 problem:\n  ", '');
}

const FAR = 'us-west-2:111111111111';

test.each<[string, DatabaseWebAclProps | ((stack: Stack) => DatabaseWebAclProps)]>([
  [`SECRET_HEADERS_UNKNOWN: \`secretHeaders\` ${UNKNOWN}; pass a list of plain texts`, { secretHeaders: [TOKEN] }],
  [`SECRET_HEADERS_UNKNOWN: \`secretHeaders\` ${UNKNOWN}; pass a list of plain texts`, { secretHeaders: Lazy.list({ produce: () => ['x'] }) }],
  ["SECRET_HEADERS_INVALID: `secretHeaders[1]` is '', allowed are 1 to 64 characters without spaces or colons; pass the name of the header", { secretHeaders: ['x-session', ''] }],
  ['SECRET_HEADERS_TOO_MANY: `secretHeaders` has 98 entries, WAF redacts 97 besides authorization, cookie, x-api-key; put credentials into fewer headers',
    { secretHeaders: Array.from({ length: 98 }, (_, index) => `x-${index}`) }],
  ['ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in us-west-2, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out',
    (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${FAR}:key/k1`) })],
  ['ALERTS_ELSEWHERE: `alerts` lies in us-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out', (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${FAR}:alerts`) })],
  ['STREAM_ELSEWHERE: `logs` go to a delivery stream in us-west-2, but the stack lies in eu-west-1; pass a stream in eu-west-1',
    { logs: FirewallLogs.firehose(`arn:aws:firehose:${FAR}:deliverystream/aws-waf-logs-shop`) }],
  ['RATE_LIMITS_TOO_MANY: `rules` has 11 rate limits, at most 10 are allowed; leave some out', { rules: [...rates(11), ...GROUPS] }],
  ['UPLOADS_WITHOUT_CORE: `bodies` accepts uploads, but `rules` lacks ManagedRuleGroup.CORE, which refuses large bodies elsewhere; add it, or leave `bodies` out',
    { bodies: BodyInspection.acceptUploads('/upload'), rules: [LIMIT, ...GROUPS.filter(({ name }) => name !== ManagedRuleGroup.CORE.name)] }],
  ["RULE_NAME_REPEATED: `rules` has several rules named 'LargeBodies', each name may be there once; rename or remove one",
    { bodies: BodyInspection.acceptUploads('/upload'), rules: [FirewallRule.rate('LargeBodies', 100), LIMIT, ...GROUPS] }],
  ["RULE_NAME_REPEATED: `rules` has several rules named 'AWSManagedRulesAnonymousIpList-Labelled', each name may be there once; rename or remove one", {
    rules: [
      FirewallRule.managed(ManagedRuleGroup.ANONYMOUS_IP, { action: FirewallAction.captcha() }),
      FirewallRule.of('AWSManagedRulesAnonymousIpList-Labelled', RequestMatch.label('a'), FirewallAction.count()), LIMIT, ...GROUPS,
    ],
  }],
  ['ROLLOUT_UNUSED: `rollout` is given, but Safeguard.WEB_FIREWALL is not waived, so that its rules must block; waive it with the reason, or remove `rollout`',
    { rollout: FirewallRollout.AS_RULES_SAY }],
  ['BASELINE_MISSING: `rules` lacks a rate limit (FirewallRule.rate), ManagedRuleGroup.KNOWN_BAD_INPUTS (with each of its rules Log4JRCE…), ManagedRuleGroup.SQL_DATABASE that '
    + 'does more than count; add DatabaseWebAcl.baseline(), or waive Safeguard.WEB_FIREWALL while you only watch', { rules: [] }],
  ['BASELINE_MISSING: `rules` lacks ManagedRuleGroup.KNOWN_BAD_INPUTS (with each of its rules Log4JRCE…) that does more than count; add DatabaseWebAcl.baseline(), '
    + 'or waive Safeguard.WEB_FIREWALL while you only watch', {
    rules: [LIMIT, FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE),
      FirewallRule.managed(ManagedRuleGroup.KNOWN_BAD_INPUTS, { overrides: { Log4JRCE_BODY: FirewallAction.count() } })],
  }],
])('%s', (text, props) => {
  expect(refused(props)).toBe(text);
});

test('group by group: what says count only counts, and the others block, as long as the firewall is waived', () => {
  const stack = new Stack(new App(), 'Shop');
  new DatabaseWebAcl(stack, 'WebAcl', {
    rules: [
      FirewallRule.managed(ManagedRuleGroup.CORE), FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE, { action: FirewallAction.count() }),
      FirewallRule.rate('Slow', 100, { action: FirewallAction.count() }), FirewallRule.of('Embargo', RequestMatch.countries('KP'), FirewallAction.block()),
    ],
    rollout: FirewallRollout.AS_RULES_SAY,
    waivers: [Waiver.of(Safeguard.WEB_FIREWALL, 'SQL rules are watched for two weeks'), Waiver.of(Safeguard.FIREWALL_LOGS, 'only rules are looked at')],
  });
  const [{ Properties: { Rules } }] = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACL'));
  const rules = Rules as { Name: string; Action?: object; OverrideAction?: object }[];
  const actions = rules.map(({ Name, Action, OverrideAction }) => [Name, Action ?? OverrideAction]);
  expect(actions).toEqual([
    ['AWSManagedRulesCommonRuleSet', { None: {} }], ['AWSManagedRulesSQLiRuleSet', { Count: {} }], ['Slow', { Count: {} }], ['Embargo', { Block: {} }],
  ]);
});

const HEADER = 'allowed are 1 to 255 letters, digits and hyphens; pass the header that your proxy writes, such as X-Forwarded-For';
const OVERRIDE = 'allowed are 1 to 128 letters, digits, underscores and hyphens; pass the name of a rule of the group';
const overridden = (overrides: { [rule: string]: FirewallAction }) => FirewallRule.managed(ManagedRuleGroup.LINUX, { overrides });

test.each<[string, () => unknown]>([
  [`FirewallRule cannot be created, 1 problem:\n  NAME_UNKNOWN: \`name\` ${UNKNOWN}; pass plain text`, () => FirewallRule.rate(TOKEN, 100)],
  [`FirewallRule 'A' cannot be created, 1 problem:\n  RATE_WINDOW_UNKNOWN: \`window\` ${UNKNOWN}; pass a Duration`, () => FirewallRule.rate('A', 100, { window: Duration.minutes(NUMBER) })],
  [`FirewallRule 'A' cannot be created, 1 problem:\n  HEADER_INVALID: \`forwardedHeader\` is '', ${HEADER}`, () => FirewallRule.rate('A', 100, { forwardedHeader: '' })],
  ["FirewallRule 'A' cannot be created, 1 problem:\n  RATE_PARTS_TOO_MANY: `ratePerParts` has 0 entries, 1 to 4 are allowed; leave out what matters least",
    () => FirewallRule.rate('A', 100, { ratePerParts: [] })],
  [`FirewallRule 'AWSManagedRulesLinuxRuleSet' cannot be created, 1 problem:\n  OVERRIDE_INVALID: \`overrides\` names 'a b', ${OVERRIDE}`, () => overridden({ 'a b': FirewallAction.count() })],
  ["FirewallRule 'AWSManagedRulesLinuxRuleSet' cannot be created, 1 problem:\n  OVERRIDES_TOO_MANY: `overrides` has 101 entries, at most 100 are allowed; leave some out",
    () => overridden(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`Rule${index}`, FirewallAction.count()])))],
  [`RequestMatch 'addresses' cannot be created, 1 problem:\n  HEADER_INVALID: \`forwardedHeader\` is 'a b', ${HEADER}`, () => RequestMatch.addresses(['192.0.2.0/24'], 'a b')],
  ["RequestMatch 'addresses' cannot be created, 1 problem:\n  ADDRESS_INVALID: `ranges[0]` is 'a token', allowed are ranges such as 192.0.2.0/24 or 2001:db8::/32, at least /1; correct it",
    () => RequestMatch.addresses([TOKEN])],
  ["RequestMatch 'addressSet' cannot be created, 1 problem:\n  SET_INVALID: `ipSetArn` is 'office', allowed are ARNs such as "
    + 'arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/<name>/<id>; pass the ARN of the set', () => RequestMatch.addressSet('office')],
  ['RequestPart cannot be created, 1 problem:\n  TRANSFORMATIONS_TOO_MANY: `transformations` has 11 entries, at most 10 are allowed; leave some out',
    () => PATH.transformed('LOWERCASE').transformed(...Array<string>(10).fill('URL_DECODE'))],
  ["ManagedRuleGroup 'two words' cannot be created, 1 problem:\n  NAME_INVALID: `name` is 'two words', allowed are 1 to 128 letters, digits, underscores and hyphens; pass the name as WAF shows it",
    () => ManagedRuleGroup.marketplace('Seller', 'two words', 10)],
  [`ManagedRuleGroup cannot be created, 1 problem:\n  NAME_UNKNOWN: \`name\` ${UNKNOWN}; pass plain text`, () => ManagedRuleGroup.marketplace('Seller', TOKEN, 10)],
  ["ManagedRuleGroup 'Group' cannot be created, 1 problem:\n  VENDOR_INVALID: `vendor` is ' ', allowed are 1 to 128 characters; pass the seller as WAF shows it",
    () => ManagedRuleGroup.marketplace(' ', 'Group', 10)],
  [`ManagedRuleGroup 'Group' cannot be created, 1 problem:\n  CAPACITY_UNKNOWN: \`capacity\` ${UNKNOWN}; pass a plain number`, () => ManagedRuleGroup.marketplace('Seller', 'Group', NUMBER)],
  ["FirewallLogs 'only' cannot be created, 1 problem:\n  ACTIONS_EMPTY: `actions` is empty, so that nothing would be logged; name at least one action", () => FirewallLogs.cloudWatch().only()],
  ["BodyInspection 'acceptUploads' cannot be created, 1 problem:\n  PATHS_EMPTY: `paths` is empty, at least one is needed; use refuseLarge if there are no uploads",
    () => BodyInspection.acceptUploads()],
])('%s', (text, build) => {
  expect(thrown(build)).toBe(text);
});

test('of many problems the first fifty are shown', () => {
  const lines = thrown(() => RequestMatch.addresses(Array.from({ length: 60 }, (_, index) => `192.0.2.${index}`))).split('\n');
  expect([lines.length, lines[0], lines[51]]).toEqual([52, "RequestMatch 'addresses' cannot be created, 60 problems:", '  and 10 more']);
});

test.each<[string, Partial<FirewallRuleGroupProps>]>([
  [`CAPACITY_UNKNOWN: \`capacity\` ${UNKNOWN}; pass a plain number`, { capacity: NUMBER }],
  ['CAPACITY_OUT_OF_RANGE: `capacity` is 50.5 WCUs, a whole number from 1 to 5000 WCUs is allowed; pass what the rules take, and some room', { capacity: 50.5 }],
  ['CAPACITY_OUT_OF_RANGE: `capacity` is Infinity WCUs, a whole number from 1 to 5000 WCUs is allowed; pass what the rules take, and some room', { capacity: Infinity }],
  ['RATE_LIMITS_TOO_MANY: `rules` has 5 rate limits, at most 4 are allowed; leave some out', { rules: rates(5) }],
  ["RULE_NAME_REPEATED: `rules` has several rules named 'Rate0', each name may be there once; rename or remove one", { rules: [...rates(1), ...rates(1)] }],
])('of a rule group: %s', (text, props) => {
  const stack = new Stack(new App(), 'Shop', { env: ENV });
  expect(thrown(() => new FirewallRuleGroup(stack, 'Shared', { capacity: 50, rules: rates(1), ...props }))).toBe(`FirewallRuleGroup 'Shop/Shared' cannot be created, 1 problem:\n  ${text}`);
  expect(stack.node.tryFindChild('Shared')).toBeUndefined();
});

test('what only deployment knows is taken where it decides nothing', () => {
  const stack = new Stack(new App(), 'Shop');
  new DatabaseWebAcl(stack, 'WebAcl', {
    rules: [
      FirewallRule.of('Header', RequestMatch.textIs(RequestPart.header(TOKEN), TOKEN), FirewallAction.block()),
      FirewallRule.rate('Rate', NUMBER, { forwardedHeader: TOKEN }), ...GROUPS,
    ],
    surge: NUMBER,
    waivers: [Waiver.of(Safeguard.FIREWALL_LOGS, 'only rules are looked at')],
  });
  const [{ Properties: { Rules } }] = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACL'));
  expect(Rules[0].Statement.ByteMatchStatement).toMatchObject({ SearchString: 'x', FieldToMatch: { SingleHeader: { Name: 'x' } } });
  expect(Rules[1].Statement.RateBasedStatement).toMatchObject({ Limit: 7, ForwardedIPConfig: { HeaderName: 'x' } });
});
