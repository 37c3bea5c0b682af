import { App, Duration, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AddressBlocklist } from '../../../src/perimeter/blocklist/address-blocklist';
import { AddressBlocklistProps } from '../../../src/perimeter/blocklist/address-blocklist-props';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { WebAclScope } from '../../../src/perimeter/firewall/web-acl-scope';
import { thrown } from '../../support/thrown';
import { partOf, SmallNetwork } from '../fixture';

function stackWith(props: Partial<AddressBlocklistProps> = {}): { readonly stack: Stack; readonly blocklist: AddressBlocklist } {
  const stack = new Stack(new App(), 'Shop');
  return { stack, blocklist: new AddressBlocklist(stack, 'Blocklist', { network: new SmallNetwork(stack, 'Network'), ...props }) };
}

const NUMBER = Lazy.number({ produce: () => 30 });
const UNKNOWN = 'is only known at deployment (a token), but it decides what is built';

const refused = (props: Partial<AddressBlocklistProps>) => thrown(() => stackWith(props));
const one = (text: string) => `AddressBlocklist 'Shop/Blocklist' cannot be created, 1 problem:\n  ${text}`;

describe('a blocklist that learns from both logs', () => {
  const { stack, blocklist } = stackWith({ neverBlock: ['203.0.113.0/24'], every: Duration.minutes(5) });
  const firewall = new DatabaseWebAcl(stack, 'Firewall', { rules: [blocklist.rule(), ...DatabaseWebAcl.baseline()] });
  blocklist.learnFromFirewall(firewall.logGroup!);
  blocklist.learnFromAccessLogs(s3.Bucket.fromBucketName(stack, 'Logs', 'logs'));
  const template = Template.fromStack(stack);

  test('blocks two sets that are empty at first, before anything else', () => {
    template.hasResourceProperties('AWS::WAFv2::IPSet', { Addresses: [], IPAddressVersion: 'IPV4', Scope: 'REGIONAL' });
    template.hasResourceProperties('AWS::WAFv2::IPSet', { Addresses: [], IPAddressVersion: 'IPV6', Scope: 'REGIONAL' });
    const [{ Properties: { Rules: [first] } }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    expect(first).toMatchObject({
      Name: 'AddressBlocklist',
      Priority: 0,
      Action: { Block: {} },
      Statement: {
        OrStatement: {
          Statements: [
            { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['BlocklistSetIPV4CB3E38B4', 'Arn'] } } },
            { IPSetReferenceStatement: { Arn: { 'Fn::GetAtt': ['BlocklistSetIPV68DF2782D', 'Arn'] } } },
          ],
        },
      },
    });
    expect(firewall.capacity).toBe(1129);
  });

  test('reads every five minutes, one run at a time', () => {
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression: 'rate(5 minutes)', Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })] });
    template.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 1,
      Environment: {
        Variables: {
          SETTINGS: JSON.stringify({ ownRule: 'AddressBlocklist', honeypotRule: 'Honeypot', offences: 100, window: 3_600_000, maxAddresses: 1000, neverBlock: ['203.0.113.0/24'] }),
          IPV4: { Ref: 'BlocklistSetIPV4CB3E38B4' },
          ACCESS_LOG_BUCKET: 'logs',
          ACCESS_LOG_PREFIX: { 'Fn::Join': ['', ['access-logs/AWSLogs/', { Ref: 'AWS::AccountId' }, '/elasticloadbalancing/', { Ref: 'AWS::Region' }]] },
        },
      },
    });
  });

  test('may write its sets and read these logs, and nothing else of them', () => {
    const [{ Properties: { PolicyDocument: { Statement } } }] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const rights = (Statement as { Sid: string; Action: string | string[]; Resource: unknown }[]).map(({ Sid, Action }) => [Sid, Action]);
    expect(rights).toEqual([
      ['Sets', ['wafv2:GetIPSet', 'wafv2:UpdateIPSet']],
      ['Log', ['logs:CreateLogStream', 'logs:PutLogEvents']],
      ['FailedRuns', 'sqs:SendMessage'],
      ['KeyOfFailedRuns', ['kms:GenerateDataKey', 'kms:Decrypt']],
      ['NetworkInterfaces', expect.any(Array)],
      ['NotFromWithin', expect.any(Array)],
      ['Traces', expect.any(Array)],
      ['FirewallLog', 'logs:FilterLogEvents'],
      ['AccessLogs', 's3:GetObject'],
      ['AccessLogNames', 's3:ListBucket'],
    ]);
    const wildcards = (Statement as { Sid: string; Resource: unknown }[]).filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid);
    expect(wildcards).toEqual(['NetworkInterfaces', 'NotFromWithin', 'Traces']);
  });

  test('tells people when it no longer learns', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      AlarmDescription: 'Shop/Blocklist: the function that reads the logs fails: addresses that are blocked now stay blocked, and no new ones are; look into the log of the function',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'ApproximateNumberOfMessagesVisible' });
  });
});

test('a blocklist without a log fails at synth', () => {
  const { stack } = stackWith();
  expect(stack.node.findChild('Blocklist').node.validate()).toEqual([
    "AddressBlocklist 'Shop/Blocklist' cannot be created, 1 problem:\n  SOURCE_MISSING: it reads no log, and so would never block anybody; call learnFromFirewall or learnFromAccessLogs",
  ]);
});

test.each(['203.0.113.0', '203.0.113.0/33', '0.0.0.0/0', 'office', '2001:db8::/129'])('%s is no range', (range) => {
  expect(refused({ neverBlock: [range] })).toBe(one(
    `ADDRESS_INVALID: \`neverBlock[0]\` is '${range}', allowed are ranges such as 192.0.2.0/24 or 2001:db8::/32, at least /1; correct it`));
});

test.each([
  [{ offences: 9 }, 'OFFENCES_OUT_OF_RANGE: `offences` is 9, a whole number from 10 to 1000000 is allowed; leave it out for 100'],
  [{ maxAddresses: 10_001 }, 'MAX_ADDRESSES_OUT_OF_RANGE: `maxAddresses` is 10001, a whole number from 1 to 10000 is allowed; leave it out for 1000'],
  [{ blockFor: Duration.minutes(9) }, 'BLOCK_FOR_OUT_OF_RANGE: `blockFor` is 9 minutes, a whole number from 10 to 1440 minutes is allowed; leave it out for an hour'],
  [{ blockFor: Duration.hours(25) }, 'BLOCK_FOR_OUT_OF_RANGE: `blockFor` is 1500 minutes, a whole number from 10 to 1440 minutes is allowed; leave it out for an hour'],
  [{ blockFor: Duration.minutes(NUMBER) }, `BLOCK_FOR_UNKNOWN: \`blockFor\` ${UNKNOWN}; pass a Duration of whole minutes`],
  [{ every: Duration.hours(NUMBER) }, `EVERY_UNKNOWN: \`every\` ${UNKNOWN}; pass a Duration of whole minutes`],
  [{ offences: NUMBER }, `OFFENCES_UNKNOWN: \`offences\` ${UNKNOWN}; pass a plain number`],
  [{ maxAddresses: NUMBER }, `MAX_ADDRESSES_UNKNOWN: \`maxAddresses\` ${UNKNOWN}; pass a plain number`],
  [{ maxAddresses: -1 }, 'MAX_ADDRESSES_OUT_OF_RANGE: `maxAddresses` is -1, a whole number from 1 to 10000 is allowed; leave it out for 1000'],
  [{ honeypots: [] }, 'HONEYPOTS_OUT_OF_RANGE: `honeypots` has 0 paths, 1 to 20 are allowed; leave it out, or name a few that scanners ask for'],
  [{ honeypots: Array<string>(21).fill('/a') }, 'HONEYPOTS_OUT_OF_RANGE: `honeypots` has 21 paths, 1 to 20 are allowed; leave it out, or name a few that scanners ask for'],
  [{ honeypots: ['wp-login.php'] },
    "HONEYPOT_INVALID: `honeypots[0]` is 'wp-login.php', allowed are 2 to 200 characters without spaces, starting with a slash; pass a path that the app does not have, such as /wp-login.php"],
  [{ honeypots: Lazy.list({ produce: () => ['/a'] }) }, `HONEYPOTS_UNKNOWN: \`honeypots\` ${UNKNOWN}; pass a list of plain texts`],
  [{ every: Duration.minutes(4) }, 'EVERY_OUT_OF_RANGE: `every` is 4 minutes, a whole number from 5 to 60 minutes is allowed; leave it out for 10 minutes'],
])('%# is refused', (props, text) => {
  expect(refused(props)).toBe(one(text));
});

test('a network of another stage is refused', () => {
  const app = new App();
  const network = new SmallNetwork(new Stack(new Stage(app, 'Test'), 'Base'), 'Network');
  expect(thrown(() => new AddressBlocklist(new Stack(app, 'Shop'), 'Blocklist', { network }))).toBe(one(
    "NETWORK_IN_OTHER_STAGE: the network 'Test/Base/Network' belongs to another stage, whose resources cannot be referenced; create both in the same stage"));
});

describe('a source', () => {
  const ELSEWHERE = { account: '111122223333', region: 'eu-west-1' };
  const logGroup = (arn = 'arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-a:*') => logs.LogGroup.fromLogGroupArn(new Stack(), 'Group', arn);
  const bucket = (region?: string) => s3.Bucket.fromBucketAttributes(new Stack(), 'Logs', { bucketName: 'logs', region });
  const broken = (method: string, text: string) => `AddressBlocklist 'Shop/Blocklist/${method}' cannot be created, 1 problem:\n  ${text}`;

  test.each(['learnFromFirewall', 'learnFromAccessLogs'] as const)('of %s is one', (method) => {
    const { blocklist: twice } = stackWith();
    const [name, learn] = method === 'learnFromFirewall' ? ['logGroup', () => twice.learnFromFirewall(logGroup())] as const : ['bucket', () => twice.learnFromAccessLogs(bucket())] as const;
    learn();
    expect(thrown(learn)).toBe(broken(method, `SOURCE_REPEATED: \`${name}\` is the second one, and the function reads one; create a blocklist of its own for each web ACL, or remove the call`));
  });

  test('of another region is refused', () => {
    const { stack } = stackWith();
    const far = new AddressBlocklist(new Stack(stack.node.root, 'Far', { env: ELSEWHERE }), 'Blocklist', { network: new SmallNetwork(stack, 'Other') });
    expect(thrown(() => far.learnFromFirewall(logGroup('arn:aws:logs:us-west-2:111122223333:log-group:aws-waf-logs-a:*')))).toBe(
      broken('learnFromFirewall', 'LOG_GROUP_ELSEWHERE: `logGroup` lies in us-west-2, but the stack in eu-west-1; create the blocklist there').replace('Shop', 'Far'));
    expect(thrown(() => far.learnFromAccessLogs(bucket('us-west-2')))).toBe(
      broken('learnFromAccessLogs', 'BUCKET_ELSEWHERE: `bucket` lies in us-west-2, but the stack in eu-west-1; create the blocklist there').replace('Shop', 'Far'));
  });

  test.each(['/logs', 'logs/', 'my logs'])('below %j is refused', (prefix) => {
    const { blocklist: any } = stackWith();
    expect(thrown(() => any.learnFromAccessLogs(bucket(), prefix))).toBe(broken('learnFromAccessLogs',
      `PREFIX_INVALID: \`prefix\` is '${prefix}', allowed are at most 512 characters without spaces, with no slash at either end; pass the prefix of the load balancer`));
  });

  test('may lie at the top of a bucket', () => {
    const { stack, blocklist: top } = stackWith();
    top.learnFromAccessLogs(bucket(), '');
    partOf(stack, 'AWS::Lambda').hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ ACCESS_LOG_PREFIX: { 'Fn::Join': ['', ['AWSLogs/', Match.anyValue(), '/elasticloadbalancing/', Match.anyValue()]] } }) },
    });
  });
});

describe('honeypots', () => {
  const problem = (text: string) => `AddressBlocklist 'Shop/Blocklist' cannot be created, 1 problem:\n  ${text}`;
  const UNUSED = 'HONEYPOTS_UNUSED: `honeypots` are named, but nobody would fall into them; put honeypotRule() into the web ACL, and call learnFromFirewall with its log';

  test('are refused by a rule whose name the function knows', () => {
    const { stack, blocklist } = stackWith({ honeypots: ['/wp-login.php', '/.env'] });
    const firewall = new DatabaseWebAcl(stack, 'Firewall', { rules: [blocklist.rule(), blocklist.honeypotRule(), ...DatabaseWebAcl.baseline()] });
    blocklist.learnFromFirewall(firewall.logGroup!);
    expect(firewall.capacity).toBe(1127 + 2 + 2 * 2);
    const [{ Properties: { Rules: [, honeypot] } }] = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACL'));
    const path = (SearchString: string) => ({ ByteMatchStatement: { FieldToMatch: { UriPath: {} }, PositionalConstraint: 'STARTS_WITH', SearchString } });
    expect(honeypot).toMatchObject({ Name: 'Honeypot', Action: { Block: {} }, Statement: { OrStatement: { Statements: [path('/wp-login.php'), path('/.env')] } } });
    expect(blocklist.node.validate()).toEqual([]);
  });

  test('that nobody falls into fail at synth', () => {
    const withoutRule = stackWith({ honeypots: ['/.env'] }).blocklist;
    withoutRule.learnFromFirewall(logs.LogGroup.fromLogGroupName(new Stack(), 'Group', 'aws-waf-logs-a'));
    expect(withoutRule.node.validate()).toEqual([problem(UNUSED)]);
    const withoutLog = stackWith({ honeypots: ['/.env'] }).blocklist;
    withoutLog.honeypotRule();
    withoutLog.learnFromAccessLogs(s3.Bucket.fromBucketName(new Stack(), 'Logs', 'logs'));
    expect(withoutLog.node.validate()).toEqual([problem(UNUSED)]);
  });

  test('that are not named have no rule', () => {
    expect(thrown(() => stackWith().blocklist.honeypotRule())).toBe("AddressBlocklist 'Shop/Blocklist/honeypotRule' cannot be created, 1 problem:\n"
      + '  HONEYPOTS_MISSING: no `honeypots` are named; name some, or leave the rule out');
  });
});

describe('a blocklist for CloudFront', () => {
  const inRegion = (region?: string) => {
    const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region } });
    return { stack, blocklist: new AddressBlocklist(stack, 'Blocklist', { network: new SmallNetwork(stack, 'Network'), scope: WebAclScope.CLOUDFRONT }) };
  };
  const { stack, blocklist } = inRegion('us-east-1');
  const firewall = new DatabaseWebAcl(stack, 'Firewall', { scope: WebAclScope.CLOUDFRONT, rules: [blocklist.rule(), ...DatabaseWebAcl.baseline()] });
  blocklist.learnFromFirewall(firewall.logGroup!);
  const template = Template.fromStack(stack);

  test('has sets of its scope, which the reference tells the function', () => {
    template.allResourcesProperties('AWS::WAFv2::IPSet', { Scope: 'CLOUDFRONT' });
    template.hasResourceProperties('AWS::Lambda::Function', { Environment: { Variables: Match.objectLike({ IPV6: { Ref: 'BlocklistSetIPV68DF2782D' } }) } });
  });

  test('does not learn from what stands behind CloudFront', () => {
    expect(thrown(() => blocklist.learnFromAccessLogs(s3.Bucket.fromBucketName(new Stack(), 'Logs', 'logs')))).toBe(
      "AddressBlocklist 'Shop/Blocklist/learnFromAccessLogs' cannot be created, 1 problem:\n"
      + '  ACCESS_LOGS_OF_PROXY: the load balancer is asked by CloudFront, whose addresses would be blocked; learn from the log of the web ACL');
  });

  test('is refused outside us-east-1, and a deployment elsewhere says why it stops', () => {
    expect(thrown(() => inRegion('eu-west-1'))).toBe(one(
      'CLOUDFRONT_REGION: the stack is in eu-west-1, web ACLs for CloudFront are created in us-east-1 only; put it into a stack there, with crossRegionReferences on both'));
    const { Rules } = template.toJSON() as { Rules: Record<string, object> };
    expect(Object.values(Rules)).toContainEqual({
      Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, AssertDescription: 'Web ACLs for CloudFront are created in us-east-1 only' }],
    });
  });
});
