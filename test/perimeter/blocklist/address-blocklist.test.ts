import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AddressBlocklist } from '../../../src/perimeter/blocklist/address-blocklist';
import { AddressBlocklistProps } from '../../../src/perimeter/blocklist/address-blocklist-props';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { WebAclScope } from '../../../src/perimeter/firewall/web-acl-scope';
import { thrown } from '../../support/thrown';
import { SmallNetwork } from '../fixture';

function stackWith(props: Partial<AddressBlocklistProps> = {}): { readonly stack: Stack; readonly blocklist: AddressBlocklist } {
  const stack = new Stack(new App(), 'Shop');
  return { stack, blocklist: new AddressBlocklist(stack, 'Blocklist', { network: new SmallNetwork(stack, 'Network'), ...props }) };
}

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
          SETTINGS: JSON.stringify({ offences: 100, window: 3_600_000, maxAddresses: 1000, neverBlock: ['203.0.113.0/24'], ownRule: 'AddressBlocklist' }),
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
  [{ every: Duration.minutes(4) }, 'EVERY_OUT_OF_RANGE: `every` is 4 minutes, a whole number from 5 to 60 minutes is allowed; leave it out for 10 minutes'],
])('%j is refused', (props, text) => {
  expect(refused(props)).toBe(one(text));
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
