import { clientOf, Exempt, normalized } from '../../../src/perimeter/blocklist/handler/addresses';
import { accessOffence, firewallOffence } from '../../../src/perimeter/blocklist/handler/log-lines';

const OWN_RULE = 'AddressBlocklist';

/** A record in the documented format: https://docs.aws.amazon.com/waf/latest/developerguide/logging-examples.html */
function firewallLine(change: object = {}): string {
  return JSON.stringify({
    timestamp: 1576280412771,
    formatVersion: 1,
    webaclId: 'arn:aws:wafv2:ap-southeast-2:111122223333:regional/webacl/STMTest/1EXAMPLE-2ARN-3ARN-4ARN-123456EXAMPLE',
    terminatingRuleId: 'STMTest_SQLi_XSS',
    terminatingRuleType: 'REGULAR',
    action: 'BLOCK',
    terminatingRuleMatchDetails: [{ conditionType: 'SQL_INJECTION', location: 'HEADER', matchedData: ['10', 'AND', '1'] }],
    httpSourceName: 'ALB',
    httpSourceId: '111122223333-app/shop/1234567890123456',
    ruleGroupList: [],
    rateBasedRuleList: [],
    nonTerminatingMatchingRules: [],
    httpRequest: {
      clientIp: '198.51.100.7', country: 'AU', headers: [{ name: 'Host', value: 'localhost:1989' }], uri: '/foo', args: '', httpVersion: 'HTTP/1.1', httpMethod: 'GET', requestId: 'rid',
    },
    labels: [{ name: 'value' }],
    ...change,
  });
}

describe('a line of the firewall', () => {
  test('that blocks is an offence of its client', () => {
    expect(firewallOffence(firewallLine(), OWN_RULE)).toEqual({
      client: { version: 'IPV4', range: '198.51.100.7/32', address: '198.51.100.7' }, time: 1576280412771, rule: 'STMTest_SQLi_XSS',
    });
  });

  test('of a rule group or a rate limit that blocks is one too', () => {
    expect(firewallOffence(firewallLine({ terminatingRuleId: 'AWS-AWSManagedRulesSQLiRuleSet', terminatingRuleType: 'MANAGED_RULE_GROUP' }), OWN_RULE)).toBeDefined();
    expect(firewallOffence(firewallLine({ terminatingRuleId: 'RateLimit', terminatingRuleType: 'RATE_BASED' }), OWN_RULE)).toBeDefined();
  });

  test.each([
    ['lets the request through', { action: 'ALLOW', terminatingRuleId: 'Default_Action' }],
    ['only counts', { action: 'ALLOW', nonTerminatingMatchingRules: [{ ruleId: 'TestRule', action: 'COUNT' }] }],
    ['asks for a puzzle', { action: 'CAPTCHA', terminatingRuleId: 'captcha-rule' }],
    ['blocks an address that is listed already, so that the block ends', { terminatingRuleId: OWN_RULE }],
    ['has no address', { httpRequest: { clientIp: '-' } }],
    ['has no request', { httpRequest: null }],
    ['has no time', { timestamp: undefined }],
  ])('that %s is none', (_what, change) => {
    expect(firewallOffence(firewallLine(change), OWN_RULE)).toBeUndefined();
  });

  test.each(['', 'null', '42', '"text"', firewallLine().slice(0, 100)])('that is cut or something else (%#) is none', (line) => {
    expect(firewallOffence(line, OWN_RULE)).toBeUndefined();
  });
});

/** A line in the documented format: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
function accessLine({ client = '198.51.100.7:2817', status = '404', actions = 'waf,forward', agent = 'curl/7.46.0' } = {}): string {
  return 'https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 '
    + `${client} 10.0.0.1:80 0.086 0.048 0.037 ${status} ${status} 0 57 "GET https://www.example.com:443/wp-login.php?a=b HTTP/1.1" "${agent}" `
    + 'ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 '
    + '"Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" '
    + '"arn:aws:acm:us-east-2:123456789012:certificate/12345678-1234-1234-1234-123456789012" 1 2018-07-02T22:22:48.364000Z '
    + `"${actions}" "-" "-" "10.0.0.1:80" "${status}" "-" "-" TID_1234abcd5678ef90`;
}

describe('a line of the load balancer', () => {
  test('with a failed request is an offence of its client', () => {
    expect(accessOffence(accessLine())).toEqual({
      client: { version: 'IPV4', range: '198.51.100.7/32', address: '198.51.100.7' }, time: Date.parse('2018-07-02T22:23:00.186Z'),
    });
  });

  test.each(['400', '401', '403', '404', '405'])('with the status %s is one', (status) => {
    expect(accessOffence(accessLine({ status }))).toBeDefined();
  });

  test.each(['200', '301', '429', '460', '500', '502', '-'])('with the status %s is none', (status) => {
    expect(accessOffence(accessLine({ status }))).toBeUndefined();
  });

  test('that the firewall blocked is none: it stands in the other log, or is blocked already', () => {
    expect(accessOffence(accessLine({ status: '403', actions: 'waf' }))).toBeUndefined();
  });

  test.each(['[2001:db8::7]:2817', '2001:db8::7:2817'])('of the client %s is an offence of its network', (client) => {
    expect(accessOffence(accessLine({ client }))?.client).toEqual({ version: 'IPV6', range: '2001:db8:0:0::/64', address: '2001:db8::7' });
  });

  test('is read right when the agent has spaces and escaped quotes', () => {
    expect(accessOffence(accessLine({ agent: 'Mozilla/5.0 (X11; \\x22Linux\\x22) waf' }))?.client.address).toBe('198.51.100.7');
  });

  test('of the documented HTTP and WebSocket examples is none, since they went well', () => {
    const lines = [
      'http 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 '
        + '"GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 '
        + '"Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-"',
      'ws 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 10.0.0.140:40914 10.0.1.192:8010 0.001 0.003 0.000 101 101 218 587 '
        + '"GET http://10.0.0.30:80/ HTTP/1.1" "-" - - arn:aws:elasticloadbalancing:us-east-2:123456789012:targetgroup/my-targets/73e2d6bc24d8a067 '
        + '"Root=1-58337364-23a8c76965a2ef7629b185e3" "-" "-" 1 2018-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.1.192:8010" "101" "-" "-"',
    ];
    expect(lines.map(accessOffence)).toEqual([undefined, undefined]);
  });

  test.each(['', 'https 2018-07-02T22:23:00.186641Z', accessLine().slice(0, 200), accessLine({ client: '-' }), accessLine().replace('2018-07-02T22:23:00.186641Z', 'yesterday')])('that says too little (%#) is none', (line) => {
    expect(accessOffence(line)).toBeUndefined();
  });
});

describe('a client', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1/32'],
    ['::ffff:192.0.2.1', '192.0.2.1/32'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:00aa:0001:ffff::1', '2001:db8:aa:1::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('at %s is the range %s', (address, range) => {
    expect(clientOf(address)?.range).toBe(range);
  });

  test.each(['', '-', '300.1.1.1', 'example.com', '192.0.2.1:80'])('cannot be %j', (text) => {
    expect(clientOf(text)).toBeUndefined();
  });

  test('has one spelling, also as WAF gives it back', () => {
    expect([normalized('2001:0db8:0000:0000:0000:0000:0000:0000/64'), normalized('192.0.2.1/32')]).toEqual(['2001:db8:0:0::/64', '192.0.2.1/32']);
  });

  test.each(['10.1.2.3', '192.168.0.1', '172.31.255.255', '127.0.0.1', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1', 'fe80::1'])('at %s, inside, is always spared', (address) => {
    expect(new Exempt([]).covers(clientOf(address)!)).toBe(true);
  });

  test('in a named range is spared, next to it is not', () => {
    const exempt = new Exempt(['203.0.113.0/24', '2001:db8:5::/48', '2001:db8:6::9/128']);
    expect(['203.0.113.255', '2001:db8:5:1::1', '2001:db8:6::9'].map((address) => exempt.covers(clientOf(address)!))).toEqual([true, true, true]);
    expect(['203.0.114.0', '2001:db8:7::1', '8.8.8.8'].map((address) => exempt.covers(clientOf(address)!))).toEqual([false, false, false]);
  });
});
