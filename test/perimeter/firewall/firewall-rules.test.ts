import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { FirewallAction } from '../../../src/perimeter/firewall/firewall-action';
import { FirewallRule } from '../../../src/perimeter/firewall/firewall-rule';
import { FirewallRuleGroup } from '../../../src/perimeter/firewall/firewall-rule-group';
import { ManagedRuleGroup } from '../../../src/perimeter/firewall/managed-rule-group';
import { RequestMatch } from '../../../src/perimeter/firewall/request-match';
import { RequestPart } from '../../../src/perimeter/firewall/request-part';
import { thrown } from '../../support/thrown';

interface RenderedRule {
  readonly Name: string;
  readonly Statement: { readonly ManagedRuleGroupStatement?: { readonly ManagedRuleGroupConfigs: object } };
}

interface Rendered {
  readonly rules: RenderedRule[];
  readonly template: Template;
}

/** Rules as the template has them. */
function render(...rules: FirewallRule[]): Rendered {
  const stack = new Stack(new App(), 'Shop');
  const waivers = [Waiver.of(Safeguard.FIREWALL_LOGS, 'only rules are looked at')];
  new DatabaseWebAcl(stack, 'WebAcl', { rules: [...rules, ...DatabaseWebAcl.baseline()], waivers });
  const template = Template.fromStack(stack);
  const [{ Properties: { Rules } }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
  return { rules: Rules, template };
}

const statementOf = (match: RequestMatch) => render(FirewallRule.of('Own', match, FirewallAction.block())).rules[0].Statement;
const NONE = [{ Priority: 0, Type: 'NONE' }];
const PATH = RequestPart.uriPath();

// base costs and surcharges of https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html
describe('capacity', () => {
  test.each<[number, RequestMatch]>([
    [1, RequestMatch.countries('CH')],
    [1, RequestMatch.addresses(['192.0.2.0/24'])],
    [2, RequestMatch.addresses(['192.0.2.0/24', '2001:db8::/32'])],
    [1, RequestMatch.addressSet('arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/office/1a2b')],
    [1, RequestMatch.label('a:b')],
    [1, RequestMatch.labelNamespace('a:')],
    [1, RequestMatch.largerThan(PATH, 10)],
    [2, RequestMatch.textIs(PATH, '/')],
    [2, RequestMatch.textStartsWith(PATH, '/')],
    [2, RequestMatch.textEndsWith(PATH, '/')],
    [10, RequestMatch.textContains(PATH, '/')],
    [10, RequestMatch.wordContained(PATH, 'admin')],
    [3, RequestMatch.regex(PATH, '^/a')],
    [25, RequestMatch.anyRegex(PATH, ['^/a'])],
    [30, RequestMatch.sqlInjection(PATH)],
    [40, RequestMatch.crossSiteScripting(PATH)],
    [50, RequestMatch.crossSiteScripting(RequestPart.allQueryArguments())],
    [80, RequestMatch.crossSiteScripting(RequestPart.jsonBody())],
    [60, RequestMatch.crossSiteScripting(RequestPart.body().transformed('URL_DECODE', 'LOWERCASE'))],
    [70, RequestMatch.sqlInjection(RequestPart.jsonBody().transformed('URL_DECODE'))],
    [42, RequestMatch.allOf(RequestMatch.crossSiteScripting(PATH), RequestMatch.noneOf(RequestMatch.textIs(PATH, '/')))],
    [3, RequestMatch.anyOf(RequestMatch.countries('CH'), RequestMatch.textIs(PATH, '/'))],
  ])('%# of a match is %d WCUs', (capacity, match) => {
    expect(match.capacity).toBe(capacity);
  });

  test.each<[number, FirewallRule]>([
    [2, FirewallRule.rate('Rate', 100)],
    [4, FirewallRule.rate('Rate', 100, { scopedTo: RequestMatch.textIs(PATH, '/login') })],
    [62, FirewallRule.rate('Rate', 100, { ratePerParts: [RequestPart.header('x-tenant')] })],
    [152, FirewallRule.rate('Rate', 100, { ratePerParts: [PATH, RequestPart.method(), RequestPart.queryString(), RequestPart.queryArgument('q')] })],
    [200, FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE)],
    [202, FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE, { scopedTo: RequestMatch.textStartsWith(PATH, '/api') })],
    [201, FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE, { action: FirewallAction.challenge() })],
    [200, FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE, { action: FirewallAction.count() })],
    [1, FirewallRule.of('Own', RequestMatch.countries('CH'), FirewallAction.count(), 'country:ch')],
  ])('%# of a rule is %d WCUs', (capacity, rule) => {
    expect(rule.capacity).toBe(capacity);
  });
});

describe('matches', () => {
  test('addresses of both versions become a set each', () => {
    const { rules, template } = render(FirewallRule.of('Partners', RequestMatch.addresses(['192.0.2.0/24', '2001:db8::/32', '198.51.100.1/32']), FirewallAction.allow()));
    const ids = Object.entries(template.findResources('AWS::WAFv2::IPSet')).map(([id, { Properties }]) => [id, Properties.IPAddressVersion, Properties.Addresses]);
    expect(ids).toEqual([
      ['WebAclPartnersAddressesV49F73AFBB', 'IPV4', ['192.0.2.0/24', '198.51.100.1/32']], ['WebAclPartnersAddressesV65DC37C5D', 'IPV6', ['2001:db8::/32']],
    ].map(([, ...rest], index) => [ids[index][0], ...rest]));
    expect(rules[0]).toMatchObject({ Action: { Allow: {} }, Statement: { OrStatement: { Statements: ids.map(([id]) => ({ IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': [id, 'Arn'] } } })) } } });
  });

  test('addresses behind a proxy are taken from its header', () => {
    expect(statementOf(RequestMatch.addresses(['192.0.2.0/24'], 'X-Forwarded-For'))).toMatchObject({
      IPSetReferenceStatement: { IPSetForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'NO_MATCH', Position: 'FIRST' } },
    });
  });

  test('countries, labels and sizes', () => {
    expect(statementOf(RequestMatch.countries('KP', 'AQ'))).toEqual({ GeoMatchStatement: { CountryCodes: ['KP', 'AQ'] } });
    expect(statementOf(RequestMatch.labelNamespace('awswaf:managed:aws:bot-control:'))).toEqual({
      LabelMatchStatement: { Scope: 'NAMESPACE', Key: 'awswaf:managed:aws:bot-control:' },
    });
    expect(statementOf(RequestMatch.largerThan(RequestPart.queryString(), 2048))).toEqual({
      SizeConstraintStatement: { FieldToMatch: { QueryString: {} }, ComparisonOperator: 'GT', Size: 2048, TextTransformations: NONE },
    });
  });

  test('SQL injection by the sensitivity that AWS recommends, after the text is prepared in order', () => {
    expect(statementOf(RequestMatch.sqlInjection(RequestPart.jsonBody().transformed('URL_DECODE', 'LOWERCASE')))).toEqual({
      SqliMatchStatement: {
        FieldToMatch: { JsonBody: { MatchPattern: { All: {} }, MatchScope: 'ALL', InvalidFallbackBehavior: 'EVALUATE_AS_STRING', OversizeHandling: 'MATCH' } },
        SensitivityLevel: 'HIGH',
        TextTransformations: [{ Priority: 0, Type: 'URL_DECODE' }, { Priority: 1, Type: 'LOWERCASE' }],
      },
    });
  });

  test.each<[object, RequestPart]>([
    [{ Method: {} }, RequestPart.method()],
    [{ SingleHeader: { Name: 'user-agent' } }, RequestPart.header('User-Agent')],
    [{ SingleQueryArgument: { Name: 'q' } }, RequestPart.queryArgument('q')],
    [{ AllQueryArguments: {} }, RequestPart.allQueryArguments()],
    [{ Body: { OversizeHandling: 'MATCH' } }, RequestPart.body()],
    [{ Body: { OversizeHandling: 'CONTINUE' } }, RequestPart.body().oversizeInspected()],
    [{ Body: { OversizeHandling: 'NO_MATCH' } }, RequestPart.body().oversizeIgnored()],
    [{ Cookies: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'MATCH' } }, RequestPart.cookies()],
    [{ Headers: { MatchPattern: { All: {} }, MatchScope: 'ALL', OversizeHandling: 'MATCH' } }, RequestPart.headers()],
  ])('the part %# is rendered as WAF takes it', (FieldToMatch, part) => {
    expect(statementOf(RequestMatch.crossSiteScripting(part))).toEqual({ XssMatchStatement: { FieldToMatch, TextTransformations: NONE } });
  });

  test.each<[() => unknown, string]>([
    [() => RequestMatch.addresses([]), 'ADDRESSES_EMPTY: `ranges` is empty, at least one range is needed; name it'],
    [() => RequestMatch.addresses(['1.2.3.4']), "ADDRESS_INVALID: `ranges[0]` is '1.2.3.4', allowed are ranges such as 192.0.2.0/24 or 2001:db8::/32, at least /1; correct it"],
    [() => RequestMatch.addresses(Array<string>(10_001).fill('192.0.2.1/32')), 'ADDRESSES_TOO_MANY: `ranges` has 10001 ranges, at most 10000 fit into a set; join neighbours or use several rules'],
    [() => RequestMatch.countries('ch'), "COUNTRIES_INVALID: `codes` is 'ch', allowed are 1 to 50 codes of two capital letters such as CH; correct it"],
    [() => RequestMatch.textIs(PATH, ''), 'TEXT_INVALID: `text` has 0 bytes, 1 to 200 are allowed; shorten it'],
    [() => RequestMatch.textIs(PATH, 'ä'.repeat(101)), 'TEXT_INVALID: `text` has 202 bytes, 1 to 200 are allowed; shorten it'],
    [() => RequestMatch.wordContained(PATH, 'two words'), "TEXT_INVALID: `text` is 'two words', a word has only letters, digits and underscores; use textContains"],
    [() => RequestMatch.regex(PATH, 'a'.repeat(513)), 'REGEX_INVALID: a pattern has 513 characters, 1 to 512 are allowed; split it'],
    [() => RequestMatch.anyRegex(PATH, Array<string>(11).fill('a')), 'REGEXES_TOO_MANY: `patterns` has 11 entries, 1 to 10 fit into a set; use several rules'],
    [() => RequestMatch.largerThan(PATH, -1), 'SIZE_OUT_OF_RANGE: `bytes` is -1 bytes, a whole number from 0 to 21474836480 bytes is allowed; pass the largest size that is fine'],
    [() => RequestMatch.label('a b'), "LABEL_INVALID: `label` is 'a b', allowed are words of letters, digits, _ and -, joined by colons; correct it"],
    [() => RequestMatch.labelNamespace('a'), "LABEL_INVALID: `label` is 'a', allowed are words of letters, digits, _ and -, joined by colons, with one at the end; correct it"],
    [() => RequestMatch.allOf(RequestMatch.label('a')), 'MATCHES_TOO_FEW: `matches` has 1, at least 2 are needed; use the one by itself'],
    [() => PATH.transformed('ROT13'), "TRANSFORMATION_UNKNOWN: `transformations` has 'ROT13', allowed are COMPRESS_WHITE_SPACE, HTML_ENTITY_DECODE, LOWERCASE, "
      + 'CMD_LINE, URL_DECODE, BASE64_DECODE, HEX_DECODE, MD5, REPLACE_COMMENTS, ESCAPE_SEQ_DECODE, SQL_HEX_DECODE, CSS_DECODE, JS_DECODE, NORMALIZE_PATH, '
      + 'NORMALIZE_PATH_WIN, REMOVE_NULLS, REPLACE_NULLS, BASE64_DECODE_EXT, URL_DECODE_UNI, UTF8_TO_UNICODE, UPPERCASE, TRIM, TRIM_LEFT, TRIM_RIGHT; correct it'],
    [() => PATH.oversizeInspected(), 'PART_HAS_NO_LIMIT: the part is always seen as a whole, only bodies, cookies and headers may be too large; leave the call out'],
    [() => RequestPart.header('a b'), "NAME_INVALID: `name` is 'a b', allowed are 1 to 64 characters without spaces or colons; pass the name of the header"],
  ])('%# that WAF would refuse is refused', (build, text) => {
    expect(thrown(build).replace(/^.*\n/, '')).toBe(`  ${text}`);
  });
});

describe('managed groups', () => {
  test('are asked with overrides, a scope and their configuration', () => {
    const { rules } = render(FirewallRule.managed(ManagedRuleGroup.botControl(true), {
      overrides: { SignalNonBrowserUserAgent: FirewallAction.count(), CategoryAI: FirewallAction.block() },
      scopedTo: RequestMatch.textStartsWith(PATH, '/shop'),
    }));
    expect(rules[0]).toMatchObject({
      OverrideAction: { None: {} },
      Statement: {
        ManagedRuleGroupStatement: {
          VendorName: 'AWS',
          Name: 'AWSManagedRulesBotControlRuleSet',
          ManagedRuleGroupConfigs: [{ AWSManagedRulesBotControlRuleSet: { InspectionLevel: 'TARGETED' } }],
          RuleActionOverrides: [{ Name: 'SignalNonBrowserUserAgent', ActionToUse: { Count: {} } }, { Name: 'CategoryAI', ActionToUse: { Block: {} } }],
          ScopeDownStatement: { ByteMatchStatement: { SearchString: '/shop' } },
        },
      },
    });
  });

  test('count as a whole, and a rule behind them challenges what they labelled', () => {
    const { rules } = render(FirewallRule.managed(ManagedRuleGroup.ANONYMOUS_IP, { action: FirewallAction.challenge() }));
    expect(rules.slice(0, 2)).toMatchObject([
      { Name: 'AWSManagedRulesAnonymousIpList', OverrideAction: { Count: {} } },
      {
        Name: 'AWSManagedRulesAnonymousIpList-Labelled',
        Action: { Challenge: {} },
        Statement: { LabelMatchStatement: { Scope: 'NAMESPACE', Key: 'awswaf:managed:aws:anonymous-ip-list:' } },
      },
    ]);
  });

  test.each<[string, FirewallAction, object]>([
    ['allow', FirewallAction.allow(), { Allow: {} }],
    ['block', FirewallAction.block(), { Block: {} }],
    ['captcha', FirewallAction.captcha(), { Captcha: {} }],
    ['respond', FirewallAction.respond(429), { Block: { CustomResponse: { ResponseCode: 429 } } }],
  ])('%s as a whole in the same way', (_name, action, Action) => {
    const { rules } = render(FirewallRule.managed(ManagedRuleGroup.ANONYMOUS_IP, { action }));
    expect(rules.slice(0, 2)).toMatchObject([{ OverrideAction: { Count: {} } }, { Action, Statement: { LabelMatchStatement: { Scope: 'NAMESPACE' } } }]);
  });

  test.each<[ManagedRuleGroup, FirewallAction, string]>([
    [ManagedRuleGroup.botControl(false), FirewallAction.allow(), '`action` is allow, AWSManagedRulesBotControlRuleSet allows only count; use `overrides` for single rules, or a rule of your own on a label (RequestMatch.label)'],
    [ManagedRuleGroup.antiDdos(), FirewallAction.captcha(), '`action` is captcha, AWSManagedRulesAntiDDoSRuleSet allows only count; use `overrides` for single rules, or a rule of your own on a label (RequestMatch.label)'],
    [ManagedRuleGroup.marketplace('Seller', 'Group', 5), FirewallAction.challenge(), '`action` is challenge, Group allows only count; use `overrides` for single rules, or a rule of your own on a label (RequestMatch.label)'],
  ])('%# cannot act otherwise', (group, action, text) => {
    expect(thrown(() => FirewallRule.managed(group, { action }))).toBe(`FirewallRule '${group.name}' cannot be created, 1 problem:\n  GROUP_ACTION_IMPOSSIBLE: ${text}`);
  });

  test('take no labels of ours', () => {
    expect(thrown(() => FirewallRule.managed(ManagedRuleGroup.CORE, { labels: ['a'], window: Duration.minutes(1) }))).toBe(
      "FirewallRule 'AWSManagedRulesCommonRuleSet' cannot be created, 2 problems:\n  OPTION_UNUSED: `labels` is given, but managed groups do not take it; remove it\n"
      + '  OPTION_UNUSED: `window` is given, but managed groups do not take it; remove it');
  });

  test.each(['', 'login', '/log in'])('that need a path refuse %j', (path) => {
    expect(thrown(() => ManagedRuleGroup.accountTakeover(path))).toBe(
      `ManagedRuleGroup cannot be created, 1 problem:\n  PATH_INVALID: \`loginPath\` is '${path}', allowed are paths without spaces, starting with a slash; pass a path such as /login`);
  });

  test('are configured as CloudFormation takes it', () => {
    const configs = [ManagedRuleGroup.accountTakeover('/login'), ManagedRuleGroup.accountCreation('/join', '/accounts'), ManagedRuleGroup.antiDdos()]
      .map((group) => render(FirewallRule.managed(group)).rules[0].Statement.ManagedRuleGroupStatement?.ManagedRuleGroupConfigs);
    expect(configs).toEqual([
      [{ AWSManagedRulesATPRuleSet: { LoginPath: '/login' } }],
      [{ AWSManagedRulesACFPRuleSet: { CreationPath: '/accounts', RegistrationPagePath: '/join', RequestInspection: { PayloadType: 'JSON' } } }],
      [{ AWSManagedRulesAntiDDoSRuleSet: { ClientSideActionConfig: { Challenge: { Sensitivity: 'HIGH', UsageOfAction: 'ENABLED' } }, SensitivityToBlock: 'LOW' } }],
    ]);
  });
});

describe('rates', () => {
  test('count by address, in the window, and label', () => {
    const { rules } = render(FirewallRule.rate('Logins', 20, {
      window: Duration.minutes(1), scopedTo: RequestMatch.textIs(PATH, '/login'), action: FirewallAction.captcha(), labels: ['login:fast'],
    }));
    expect(rules[0]).toMatchObject({
      Action: { Captcha: {} },
      RuleLabels: [{ Name: 'login:fast' }],
      Statement: { RateBasedStatement: { Limit: 20, AggregateKeyType: 'IP', EvaluationWindowSec: 60, ScopeDownStatement: { ByteMatchStatement: { SearchString: '/login' } } } },
    });
  });

  test('count by the address that a proxy forwards, and by parts', () => {
    const { rules } = render(FirewallRule.rate('PerKey', 100, { forwardedHeader: 'X-Forwarded-For', ratePerParts: [RequestPart.header('X-Tenant'), RequestPart.method()] }));
    expect(rules[0].Statement).toEqual({
      RateBasedStatement: {
        Limit: 100,
        AggregateKeyType: 'CUSTOM_KEYS',
        CustomKeys: [{ ForwardedIP: {} }, { Header: { Name: 'x-tenant', TextTransformations: NONE } }, { HTTPMethod: {} }],
        EvaluationWindowSec: 300,
        ForwardedIPConfig: { HeaderName: 'X-Forwarded-For', FallbackBehavior: 'MATCH' },
      },
    });
  });

  const refused = (requests: number, options = {}) => thrown(() => FirewallRule.rate('Rate', requests, options));
  const one = (text: string) => `FirewallRule 'Rate' cannot be created, 1 problem:\n  ${text}`;

  test.each([9, 2_000_000_001, 10.5])('of %d requests are out of range', (requests) => {
    expect(refused(requests)).toBe(one(
      `RATE_LIMIT_OUT_OF_RANGE: \`requests\` is ${requests} requests, a whole number from 10 to 2000000000 requests is allowed; pass what one client may send in the window`));
  });

  test.each([1, 59, 301, 3600])('in %d seconds cannot be counted', (seconds) => {
    expect(refused(100, { window: Duration.seconds(seconds) })).toBe(one(
      `RATE_WINDOW_INVALID: \`window\` is ${seconds} seconds, allowed are 60, 120, 300, 600 seconds; leave it out for 300`));
  });

  test('cannot be counted by bodies, nor by more than five keys, nor allow', () => {
    expect(refused(100, { ratePerParts: [RequestPart.body()] })).toBe(one('RATE_PART_IMPOSSIBLE: `ratePerParts` has a part that no rate can be counted by, allowed are path, '
      + 'method, query string, single headers and single query arguments; pass one of these'));
    expect(refused(100, { ratePerParts: Array<RequestPart>(5).fill(PATH) })).toBe(one(
      'RATE_PARTS_TOO_MANY: `ratePerParts` has 5 entries, 1 to 4 are allowed; leave out what matters least'));
    expect(refused(100, { action: FirewallAction.allow() })).toBe(one('RATE_ACTION_IMPOSSIBLE: `action` is allow, which a rate limit cannot do; leave it out to block'));
  });
});

describe('own rules', () => {
  test.each(['', 'two words', 'a'.repeat(41)])('cannot be named %j', (name) => {
    expect(thrown(() => FirewallRule.of(name, RequestMatch.countries('CH'), FirewallAction.block()))).toContain(
      `NAME_INVALID: \`name\` is '${name}', allowed are 1 to 40 letters, digits, underscores and hyphens; shorten or correct it`);
  });

  test.each<[FirewallAction, object]>([
    [FirewallAction.allow(), { Allow: {} }], [FirewallAction.block(), { Block: {} }], [FirewallAction.count(), { Count: {} }],
    [FirewallAction.challenge(), { Challenge: {} }], [FirewallAction.captcha(), { Captcha: {} }],
    [FirewallAction.respond(429), { Block: { CustomResponse: { ResponseCode: 429 } } }],
  ])('%# do what they say', (action, expected) => {
    expect(render(FirewallRule.of('Own', RequestMatch.countries('CH'), action, 'seen')).rules[0]).toMatchObject({ Action: expected, RuleLabels: [{ Name: 'seen' }] });
  });

  test.each<[() => unknown, string]>([
    [() => FirewallAction.respond(199), 'STATUS_OUT_OF_RANGE: `status` is 199, a whole number from 200 to 599 is allowed; pass the status that the client should see'],
    [() => FirewallAction.respond(403, ''), 'CONTENT_TOO_LONG: `content` has 0 bytes, 1 to 4096 are allowed; shorten it'],
    [() => FirewallAction.respond(403, 'x'.repeat(4097)), 'CONTENT_TOO_LONG: `content` has 4097 bytes, 1 to 4096 are allowed; shorten it'],
    [() => FirewallAction.respond(403, 'x', 'text/plain'), "CONTENT_TYPE_UNKNOWN: `contentType` is 'text/plain', allowed are TEXT_PLAIN, TEXT_HTML, APPLICATION_JSON; pass one of them"],
  ])('%# cannot answer what WAF refuses', (build, text) => {
    expect(thrown(build)).toBe(`FirewallAction 'respond' cannot be created, 1 problem:\n  ${text}`);
  });

  test('of a group only count, or act', () => {
    const group = new FirewallRuleGroup(new Stack(new App(), 'Shop'), 'Shared', { capacity: 5, rules: [FirewallRule.rate('Slow', 100)] });
    expect(thrown(() => FirewallRule.group('Shared', group, { action: FirewallAction.block() }))).toBe(
      "FirewallRule 'Shared' cannot be created, 1 problem:\n  GROUP_ACTION_IMPOSSIBLE: `action` is block, a rule group allows only count; change the actions of its rules");
  });
});
