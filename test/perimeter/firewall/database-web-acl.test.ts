import { App, Environment, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { BodyInspection } from '../../../src/perimeter/firewall/body-inspection';
import { DatabaseWebAcl } from '../../../src/perimeter/firewall/database-web-acl';
import { DatabaseWebAclProps } from '../../../src/perimeter/firewall/database-web-acl-props';
import { FirewallAction } from '../../../src/perimeter/firewall/firewall-action';
import { FirewallLogs } from '../../../src/perimeter/firewall/firewall-logs';
import { FirewallRule } from '../../../src/perimeter/firewall/firewall-rule';
import { FirewallRuleGroup } from '../../../src/perimeter/firewall/firewall-rule-group';
import { ManagedRuleGroup } from '../../../src/perimeter/firewall/managed-rule-group';
import { RequestMatch } from '../../../src/perimeter/firewall/request-match';
import { RequestPart } from '../../../src/perimeter/firewall/request-part';
import { WebAclScope } from '../../../src/perimeter/firewall/web-acl-scope';
import { thrown } from '../../support/thrown';

interface Built {
  readonly acl: DatabaseWebAcl;
  readonly stack: Stack;
  readonly template: Template;
}

function build(props: DatabaseWebAclProps = {}, env?: Environment): Built {
  const stack = new Stack(new App(), 'Shop', { env });
  const acl = new DatabaseWebAcl(stack, 'WebAcl', props);
  return { acl, stack, template: Template.fromStack(stack) };
}

interface RenderedRule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: object;
  readonly OverrideAction?: object;
  readonly Statement: { readonly ManagedRuleGroupStatement?: { readonly RuleActionOverrides?: object[] } };
  readonly VisibilityConfig: { readonly CloudWatchMetricsEnabled: boolean; readonly SampledRequestsEnabled: boolean; readonly MetricName: string };
}

function rulesOf(template: Template): RenderedRule[] {
  const [{ Properties }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
  return Properties.Rules;
}

const refused = (props: DatabaseWebAclProps, env?: Environment) => thrown(() => build(props, env));
const one = (text: string) => `DatabaseWebAcl 'Shop/WebAcl' cannot be created, 1 problem:\n  ${text}`;
const EXTRA = FirewallRule.of('Extra', RequestMatch.countries('AQ'), FirewallAction.block());

describe('with default props', () => {
  const { acl, template } = build();
  const rules = rulesOf(template);

  test('allows what no rule blocks', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  });

  test('asks the rate limit first, then the managed groups, and blocks', () => {
    expect(rules.map((rule) => [rule.Priority, rule.Name])).toEqual([
      [0, 'RateLimit'], [100, 'AWSManagedRulesAmazonIpReputationList'], [200, 'AWSManagedRulesCommonRuleSet'],
      [300, 'AWSManagedRulesKnownBadInputsRuleSet'], [400, 'AWSManagedRulesSQLiRuleSet'],
    ]);
    expect(rules[0].Action).toEqual({ Block: {} });
    expect(rules.slice(1).map((rule) => rule.OverrideAction)).toEqual(Array(4).fill({ None: {} }));
  });

  test('measures and samples every rule under a name of its own', () => {
    const names = rules.map(({ VisibilityConfig: { CloudWatchMetricsEnabled, SampledRequestsEnabled, MetricName } }) => {
      expect([CloudWatchMetricsEnabled, SampledRequestsEnabled]).toEqual([true, true]);
      expect(MetricName).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
      return MetricName;
    });
    expect(new Set(names).size).toBe(5);
  });

  test('hides credentials in samples and logs', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      DataProtectionConfig: {
        DataProtections: [{ Field: { FieldType: 'SINGLE_HEADER', FieldKeys: ['authorization', 'cookie', 'x-api-key'] }, Action: 'SUBSTITUTION' }],
      },
    });
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: ['authorization', 'cookie', 'x-api-key'].map((Name) => ({ SingleHeader: { Name } })),
    });
  });

  test('takes the capacity that AWS publishes, within what is included', () => {
    // 2 for the rate rule, then 25 + 700 + 200 + 200
    expect(acl.capacity).toBe(1127);
  });

  test('surges of blocked and counted requests notify the topic', () => {
    const [{ Properties: { VisibilityConfig: { MetricName } } }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    for (const metric of ['BlockedRequests', 'CountedRequests']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/WAFV2',
        MetricName: metric,
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 3,
        Threshold: 1000,
        Dimensions: [{ Name: 'Region', Value: { Ref: 'AWS::Region' } }, { Name: 'Rule', Value: 'ALL' }, { Name: 'WebACL', Value: MetricName }],
        AlarmActions: [{ Ref: Match.stringLikeRegexp('^WebAclAlertsTopic') }],
      });
    }
  });

  test('the alarm reads as a person needs it', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Shop/WebAcl: more than 1000 requests were blocked in each of three times five minutes: an attack, or a rule that blocks customers; '
        + 'look in the log which rule and which addresses, then block the addresses or correct the rule',
    });
  });
});

describe('capacity', () => {
  // 350 WCUs each: 10 expressions on all query arguments
  const heavy = (count: number) => Array.from({ length: count }, (_, index) => FirewallRule.managed(ManagedRuleGroup.marketplace('Seller', `Group${index}`, 1000)));

  test('over 1500 is reported as charged', () => {
    const { acl, stack } = build({ rules: [...DatabaseWebAcl.baseline(), ...heavy(1)] });
    expect(acl.capacity).toBe(2127);
    Annotations.fromStack(stack).hasWarning('/Shop/WebAcl',
      'the rules take up to 2127 WCUs: over 1500, WAF charges for each request in steps of 500 WCUs [ack: cdk-hardened-databases:web-acl-capacity]');
  });

  test('of 1500 is not reported', () => {
    const { acl, stack } = build({ rules: [...DatabaseWebAcl.baseline(), FirewallRule.managed(ManagedRuleGroup.marketplace('Seller', 'Rest', 373))] });
    expect(acl.capacity).toBe(1500);
    Annotations.fromStack(stack).hasNoWarning('/Shop/WebAcl', Match.anyValue());
  });

  test('over 5000 is refused', () => {
    expect(refused({ rules: [...DatabaseWebAcl.baseline(), ...heavy(4)] })).toBe(one(
      'CAPACITY_EXCEEDED: the rules take up to 5127 WCUs, a web ACL holds at most 5000; leave rules out'));
  });
});

describe('rules', () => {
  test('that lack the baseline are refused', () => {
    expect(refused({ rules: [EXTRA] })).toBe(one('BASELINE_MISSING: `rules` lacks a rate limit (FirewallRule.rate), ManagedRuleGroup.KNOWN_BAD_INPUTS (with each of its rules Log4JRCE…), '
      + 'ManagedRuleGroup.SQL_DATABASE that does more than count; add DatabaseWebAcl.baseline(), or waive Safeguard.WEB_FIREWALL while you only watch'));
  });

  test('of the baseline that only count are refused', () => {
    const [limit, ...groups] = DatabaseWebAcl.baseline();
    const counting = FirewallRule.rate('RateLimit', 100, { action: FirewallAction.count() });
    expect(refused({ rules: [counting, ...groups] })).toContain('`rules` lacks a rate limit (FirewallRule.rate) that does more than count;');
    expect(build({ rules: [limit, ...groups] }).acl.capacity).toBe(1127);
  });

  test('with the same name are refused', () => {
    expect(refused({ rules: [EXTRA, EXTRA, ...DatabaseWebAcl.baseline()] })).toBe(one(
      "RULE_NAME_REPEATED: `rules` has several rules named 'Extra', each name may be there once; rename or remove one"));
  });

  test('only count while the firewall is waived, and so do their overrides and the default action', () => {
    const watched = FirewallRule.managed(ManagedRuleGroup.CORE, { overrides: { NoUserAgent_HEADER: FirewallAction.challenge() } });
    const { template } = build({
      rules: [FirewallRule.of('Office', RequestMatch.addresses(['192.0.2.0/24']), FirewallAction.allow()), EXTRA, watched],
      defaultAction: FirewallAction.block(),
      waivers: [Waiver.of(Safeguard.WEB_FIREWALL, 'watching for two weeks')],
    });
    const [office, extra, core] = rulesOf(template);
    expect([office.Action, extra.Action, core.OverrideAction]).toEqual([{ Allow: {} }, { Count: {} }, { Count: {} }]);
    expect(core.Statement.ManagedRuleGroupStatement?.RuleActionOverrides).toEqual([{ Name: 'NoUserAgent_HEADER', ActionToUse: { Count: {} } }]);
    template.hasResourceProperties('AWS::WAFv2::WebACL', { DefaultAction: { Allow: {} } });
  });
});

describe('default action', () => {
  test('may answer with a body of its own', () => {
    const { template } = build({ defaultAction: FirewallAction.respond(451, '{"error":"unavailable"}', 'APPLICATION_JSON') });
    const [{ Properties: { CustomResponseBodies: bodies, DefaultAction: action } }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
    const [key] = Object.keys(bodies);
    expect(bodies[key]).toEqual({ ContentType: 'APPLICATION_JSON', Content: '{"error":"unavailable"}' });
    expect(action).toEqual({ Block: { CustomResponse: { ResponseCode: 451, CustomResponseBodyKey: key } } });
  });

  test.each([[FirewallAction.count(), 'count'], [FirewallAction.challenge(), 'challenge'], [FirewallAction.captcha(), 'captcha']])('%# cannot be undecided', (defaultAction, name) => {
    expect(refused({ defaultAction })).toBe(one(`DEFAULT_ACTION_INVALID: \`defaultAction\` is ${name}, allowed are allow, block and respond; a default action decides`));
  });
});

describe('bodies', () => {
  test('over 8 KB are accepted below the paths of uploads only', () => {
    const { acl, template } = build({ bodies: BodyInspection.acceptUploads('/upload', '/import') });
    const rules = rulesOf(template);
    expect(rules.map(({ Name, Priority }) => [Priority, Name]).slice(2, 4)).toEqual([[200, 'AWSManagedRulesCommonRuleSet'], [210, 'LargeBodies']]);
    expect(rules[2].Statement.ManagedRuleGroupStatement?.RuleActionOverrides).toEqual([{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
    const path = (SearchString: string) => ({
      ByteMatchStatement: { FieldToMatch: { UriPath: {} }, PositionalConstraint: 'STARTS_WITH', SearchString, TextTransformations: [{ Priority: 0, Type: 'NONE' }] },
    });
    expect(rules[3]).toMatchObject({
      Action: { Block: {} },
      Statement: {
        AndStatement: {
          Statements: [
            { LabelMatchStatement: { Scope: 'LABEL', Key: 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body' } },
            { NotStatement: { Statement: { OrStatement: { Statements: [path('/upload'), path('/import')] } } } },
          ],
        },
      },
    });
    expect(acl.capacity).toBe(1127 + 1 + 2 * 2);
  });

  test.each([[WebAclScope.REGIONAL, ['API_GATEWAY', 'COGNITO_USER_POOL']], [WebAclScope.CLOUDFRONT, ['CLOUDFRONT']]])('are inspected up to a size by what %s protects', (scope, kinds) => {
    build({ scope, bodies: BodyInspection.refuseLarge().inspectingUpTo(64) }).template.hasResourceProperties('AWS::WAFv2::WebACL', {
      AssociationConfig: { RequestBody: Object.fromEntries(kinds.map((kind) => [kind, { DefaultSizeInspectionLimit: 'KB_64' }])) },
    });
  });

  test.each([0, 8, 17, 65])('cannot be inspected up to %d KB', (kib) => {
    expect(thrown(() => BodyInspection.refuseLarge().inspectingUpTo(kib))).toBe(
      `BodyInspection 'inspectingUpTo' cannot be created, 1 problem:\n  BODY_LIMIT_INVALID: \`kib\` is ${kib}, allowed are 16, 32, 48, 64; pass one of them`);
  });

  test.each(['upload', '/', '/my files'])('%j is no path of uploads', (path) => {
    expect(thrown(() => BodyInspection.acceptUploads(path))).toBe("BodyInspection 'acceptUploads' cannot be created, 1 problem:\n"
      + `  PATH_INVALID: \`paths\` has '${path}', allowed are 2 to 200 characters without spaces, starting with a slash; pass the path that takes uploads`);
  });
});

describe('logs', () => {
  test('go to a log group by an ARN without a wildcard', () => {
    const { template } = build();
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAcl'), 'Arn'] },
      LogDestinationConfigs: [{
        'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:',
          { Ref: Match.stringLikeRegexp('^WebAclLogs') },
        ]],
      }],
      LoggingFilter: Match.absent(),
    });
  });

  test('carry the id of the deployed stack in their name, so that two deployments never meet', () => {
    const stack = new Stack(new App(), 'Shop', { stackName: 'shop-blue' });
    new DatabaseWebAcl(stack, 'WebAcl');
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: {
        'Fn::Join': ['', [
          Match.stringLikeRegexp('^aws-waf-logs-shop-blue-WebAcl-.*-$'), stack.resolve(Fn.select(2, Fn.split('/', stack.stackId))),
        ]],
      },
    });
  });

  test('have the name that the key policy in another stack admits', () => {
    const app = new App();
    const base = new Stack(app, 'Base');
    const shop = new Stack(app, 'Shop');
    new DatabaseWebAcl(shop, 'WebAcl', { encryptionKey: new kms.Key(base, 'Key') });
    const [{ Properties: { LogGroupName: name } }] = Object.values(Template.fromStack(shop).findResources('AWS::Logs::LogGroup'));
    expect(name).toMatch(/^aws-waf-logs-Shop-WebAcl-[0-9A-F]{8}$/);
    expect(JSON.stringify(Template.fromStack(base).findResources('AWS::KMS::Key'))).toContain(`log-group:${name}"`);
  });

  test('have a name of at most 512 characters, however deep the construct lies', () => {
    const stack = new Stack(new App(), 'S'.repeat(128));
    const { logGroup } = new DatabaseWebAcl(stack, 'W'.repeat(300));
    const [prefix] = stack.resolve((logGroup!.node.defaultChild as logs.CfnLogGroup).logGroupName)['Fn::Join'][1];
    expect(prefix.length).toBeLessThanOrEqual(512 - 36);
  });

  test('go to a bucket of the required name, whose policy is there before', () => {
    const { acl, template } = build({ logs: FirewallLogs.s3() });
    expect(acl.logGroup).toBeUndefined();
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.hasResourceProperties('AWS::S3::Bucket', { BucketName: { 'Fn::Join': ['', [Match.stringLikeRegexp('^aws-waf-logs-[a-z0-9-]{3,37}-$'), Match.anyValue()]] } });
    template.hasResource('AWS::WAFv2::LoggingConfiguration', {
      DependsOn: [Match.stringLikeRegexp('^WebAclLogBucketPolicy')],
      Properties: { LogDestinationConfigs: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAclLogBucket'), 'Arn'] }] },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'FirewallLogs',
            Principal: { Service: 'delivery.logs.amazonaws.com' },
            Action: 's3:PutObject',
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 's3:x-amz-acl': 'bucket-owner-full-control' },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          }),
          Match.objectLike({ Sid: 'FirewallLogsCheck', Action: 's3:GetBucketAcl' }),
        ]),
      },
    });
  });

  test('are encrypted in the bucket with a key that admits their delivery for this account alone', () => {
    const { template } = build({ logs: FirewallLogs.s3() });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: Match.anyValue(),
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAclKey'), 'Arn'] } },
        }],
      },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Principal: { Service: 'delivery.logs.amazonaws.com' },
          Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': Match.anyValue() } },
        })]),
      },
    });
  });

  test('take a key of another origin to a bucket', () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const { template } = build({ logs: FirewallLogs.s3(), encryptionKey: kms.Key.fromKeyArn(new Stack(), 'Key', arn) });
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn } }] },
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('go to a delivery stream as it is', () => {
    const arn = 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/aws-waf-logs-shop';
    build({ logs: FirewallLogs.firehose(arn) }).template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', { LogDestinationConfigs: [arn] });
  });

  test.each(['aws-waf-logs-shop', 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/shop'])('cannot go to %s', (arn) => {
    expect(thrown(() => FirewallLogs.firehose(arn))).toBe(`FirewallLogs 'firehose' cannot be created, 1 problem:\n  STREAM_INVALID: \`deliveryStreamArn\` is '${arn}', `
      + 'allowed are ARNs of delivery streams whose name starts with aws-waf-logs-; WAF writes to no others; rename the stream');
  });

  test('keep only requests that met an action', () => {
    const kept = FirewallLogs.cloudWatch().only(FirewallAction.block(), FirewallAction.count(), FirewallAction.respond(429));
    build({ logs: kept }).template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      LoggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{ Behavior: 'KEEP', Requirement: 'MEETS_ANY', Conditions: [{ ActionCondition: { Action: 'BLOCK' } }, { ActionCondition: { Action: 'COUNT' } }] }],
      },
    });
  });

  test('hide the headers that the caller names', () => {
    const { template } = build({ secretHeaders: ['X-Session', 'Cookie'] });
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      RedactedFields: ['authorization', 'cookie', 'x-api-key', 'x-session'].map((Name) => ({ SingleHeader: { Name } })),
    });
  });

  test('take no key when they go elsewhere', () => {
    const key = kms.Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555');
    const stream = FirewallLogs.firehose('arn:aws:firehose:eu-west-1:111122223333:deliverystream/aws-waf-logs-shop');
    expect(refused({ logs: stream, encryptionKey: key })).toBe(one('ENCRYPTION_KEY_UNUSED: `encryptionKey` is given, but a delivery stream has a key of its own; remove it'));
    expect(refused({ encryptionKey: key, waivers: [Waiver.of(Safeguard.FIREWALL_LOGS, 'accepted for this test')] })).toBe(one(
      'ENCRYPTION_KEY_UNUSED: `encryptionKey` is given, but Safeguard.FIREWALL_LOGS is waived; remove it'));
  });

  test('are off when waived', () => {
    const { template } = build({ waivers: [Waiver.of(Safeguard.FIREWALL_LOGS, 'accepted for this test')] });
    template.resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0);
  });
});

describe('what it protects', () => {
  const REGION = { Ref: 'AWS::Region' };

  function protectedBy(protect: (acl: DatabaseWebAcl, stack: Stack) => void): object {
    const stack = new Stack(new App(), 'Shop');
    protect(new DatabaseWebAcl(stack, 'WebAcl'), stack);
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::WAFv2::WebACLAssociation'));
    return Properties.ResourceArn;
  }

  test('a load balancer', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1234567890123456';
    expect(protectedBy((acl, stack) => acl.protectLoadBalancer(elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Balancer', {
      loadBalancerArn: arn, securityGroupId: 'sg-1',
    })))).toBe(arn);
  });

  test('a stage of an API', () => {
    expect(protectedBy((acl, stack) => {
      const api = new apigateway.RestApi(stack, 'Api');
      api.root.addMethod('GET');
      acl.protectApiStage(api.deploymentStage);
    })).toEqual({
      'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':apigateway:', REGION, '::/restapis/', { Ref: 'ApiF70053CD' }, '/stages/', { Ref: 'ApiDeploymentStageprod3EB9684E' },
      ]],
    });
  });

  test('a GraphQL API', () => {
    const api = (stack: Stack) => new appsync.GraphqlApi(stack, 'Api', { name: 'shop', definition: appsync.Definition.fromSourceApis({ sourceApis: [] }) });
    expect(protectedBy((acl, stack) => acl.protectGraphqlApi(api(stack)))).toEqual({ 'Fn::GetAtt': ['ApiF70053CD', 'Arn'] });
  });

  test('a user pool', () => {
    expect(protectedBy((acl, stack) => acl.protectUserPool(new cognito.UserPool(stack, 'Pool')))).toEqual({ 'Fn::GetAtt': ['PoolD3F588B8', 'Arn'] });
  });

  test('resources of another stack, which then depends on its own and not the other way round', () => {
    const app = new App();
    const edge = new Stack(app, 'Edge');
    const shop = new Stack(app, 'Shop');
    new DatabaseWebAcl(edge, 'WebAcl').protectUserPool(new cognito.UserPool(shop, 'Pool'));
    app.synth();
    expect([edge.dependencies, shop.dependencies]).toEqual([[], [edge]]);
  });

  test('a resource has one web ACL, of its region', () => {
    const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    const balancer = (region: string) => elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, region, {
      loadBalancerArn: `arn:aws:elasticloadbalancing:${region}:111122223333:loadbalancer/app/shop/1234567890123456`, securityGroupId: 'sg-1',
    });
    const [near, acl] = [balancer('eu-west-1'), new DatabaseWebAcl(stack, 'WebAcl')];
    const refusedFor = (region: string, text: string) => `WebAclAssociation 'Shop/${region}/WebAclAssociation' cannot be created, 1 problem:\n  ${text}`;
    acl.protectLoadBalancer(near);
    expect(thrown(() => acl.protectLoadBalancer(near))).toBe(refusedFor('eu-west-1',
      "ASSOCIATION_REPEATED: 'Shop/eu-west-1' has a web ACL already, and may have one; remove one of the calls"));
    expect(thrown(() => acl.protectLoadBalancer(balancer('us-west-2')))).toBe(refusedFor('us-west-2',
      'RESOURCE_ELSEWHERE: `resource` lies in us-west-2, but the stack in eu-west-1; create a web ACL there'));
  });

  test('of CloudFront is named by the distribution, nothing else', () => {
    const { acl, stack } = build({ scope: WebAclScope.CLOUDFRONT }, { account: '111122223333', region: 'us-east-1' });
    const pool = new cognito.UserPool(stack, 'Pool');
    expect(thrown(() => acl.protectUserPool(pool))).toBe("WebAclAssociation 'Shop/Pool/WebAclAssociation' cannot be created, 1 problem:\n"
      + "  SCOPE_MISMATCH: 'Shop/WebAcl' is a web ACL for CloudFront, which protects distributions only; create one with WebAclScope.REGIONAL");
  });
});

describe('for CloudFront', () => {
  test('it is refused in any other region', () => {
    expect(refused({ scope: WebAclScope.CLOUDFRONT }, { account: '111122223333', region: 'eu-west-1' })).toBe(one(
      'CLOUDFRONT_REGION: the stack is in eu-west-1, web ACLs for CloudFront are created in us-east-1 only; put it into a stack there, with crossRegionReferences on both'));
  });

  test('a stack without a region fails at deployment with a clear message', () => {
    expect(Object.values(build({ scope: WebAclScope.CLOUDFRONT }).template.toJSON().Rules)).toContainEqual({
      Assertions: [{ Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, AssertDescription: 'Web ACLs for CloudFront are created in us-east-1 only' }],
    });
  });

  test('its metrics have no region', () => {
    build({ scope: WebAclScope.CLOUDFRONT }).template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Dimensions: [{ Name: 'Rule', Value: 'ALL' }, { Name: 'WebACL', Value: Match.anyValue() }],
    });
  });
});

describe('alarms', () => {
  test('notify the topic that is given, over the surge that is given', () => {
    const stack = new Stack(new App(), 'Shop');
    const alerts = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alerts');
    new DatabaseWebAcl(stack, 'WebAcl', { alerts, surge: 50 });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SNS::Topic', 0);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', { Threshold: 50, AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:alerts'] });
  });

  test.each([0, -1, 1.5])('a surge of %d is out of range', (surge) => {
    expect(refused({ surge })).toBe(one(`SURGE_OUT_OF_RANGE: \`surge\` is ${surge} requests, a whole number from 1 to 1000000000 requests is allowed; leave it out for 1000`));
  });

  test('a surge that only deployment knows is taken', () => {
    expect(build({ surge: Lazy.number({ produce: () => 7 }) }).template.toJSON()).toBeDefined();
  });
});

describe('rule groups', () => {
  const RULES = [FirewallRule.of('Embargo', RequestMatch.countries('KP'), FirewallAction.respond(451, 'Not here')), FirewallRule.rate('Slow', 100)];

  test('are shared with their own capacity', () => {
    const stack = new Stack(new App(), 'Shop');
    const group = new FirewallRuleGroup(stack, 'Shared', { capacity: 50, rules: RULES });
    const acl = new DatabaseWebAcl(stack, 'WebAcl', { rules: [FirewallRule.group('Shared', group), ...DatabaseWebAcl.baseline()] });
    expect(acl.capacity).toBe(1177);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::WAFv2::RuleGroup', {
      Capacity: 50, Scope: 'REGIONAL', Rules: [Match.objectLike({ Name: 'Embargo' }), Match.objectLike({ Name: 'Slow' })], CustomResponseBodies: Match.anyValue(),
    });
    expect(rulesOf(template)[0]).toMatchObject({
      OverrideAction: { None: {} }, Statement: { RuleGroupReferenceStatement: { Arn: { 'Fn::GetAtt': ['SharedDACC02AA', 'Arn'] } } },
    });
  });

  const group = (props: { capacity: number; rules: FirewallRule[] }) => thrown(() => new FirewallRuleGroup(new Stack(new App(), 'Shop'), 'Shared', props));
  const broken = (text: string) => `FirewallRuleGroup 'Shop/Shared' cannot be created, 1 problem:\n  ${text}`;

  test('need the capacity of their rules', () => {
    expect(group({ capacity: 2, rules: RULES })).toBe(broken(
      'CAPACITY_TOO_SMALL: `capacity` is 2 WCUs, the rules take 3; a larger capacity replaces a group that is deployed'));
  });

  test.each([0, 5001])('cannot have a capacity of %d', (capacity) => {
    expect(group({ capacity, rules: RULES })).toContain(
      `CAPACITY_OUT_OF_RANGE: \`capacity\` is ${capacity} WCUs, a whole number from 1 to 5000 WCUs is allowed; pass what the rules take, and some room`);
  });

  test('for CloudFront are refused in any other region', () => {
    const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    expect(thrown(() => new FirewallRuleGroup(stack, 'Shared', { capacity: 50, rules: RULES, scope: WebAclScope.CLOUDFRONT }))).toBe(broken(
      'CLOUDFRONT_REGION: the stack is in eu-west-1, web ACLs for CloudFront are created in us-east-1 only; put it into a stack there, with crossRegionReferences on both'));
  });

  test('hold no managed groups, and at least one rule', () => {
    expect(group({ capacity: 500, rules: [FirewallRule.managed(ManagedRuleGroup.SQL_DATABASE)] })).toBe(broken(
      'RULE_NOT_IN_GROUPS: `rules` has AWSManagedRulesSQLiRuleSet, but rule groups hold only own matches and rate limits; name it in the web ACL'));
    expect(group({ capacity: 500, rules: [] })).toBe(broken('RULES_MISSING: `rules` is empty, at least one rule is needed; pass it'));
  });

  test('are for what the web ACL is for', () => {
    const stack = new Stack(new App(), 'Shop');
    const regional = new FirewallRuleGroup(stack, 'Shared', { capacity: 50, rules: RULES });
    const rules = [FirewallRule.group('Shared', regional), ...DatabaseWebAcl.baseline()];
    expect(thrown(() => new DatabaseWebAcl(stack, 'WebAcl', { scope: WebAclScope.CLOUDFRONT, rules }))).toBe(one(
      'RULE_GROUP_SCOPE: the rule group of Shared is for REGIONAL, the web ACL for CLOUDFRONT; create both for the same'));
  });

  test('are of the region of the web ACL', () => {
    const app = new App();
    const far = new FirewallRuleGroup(new Stack(app, 'Far', { env: { account: '111122223333', region: 'us-west-2' } }), 'Shared', { capacity: 50, rules: RULES });
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
    expect(thrown(() => new DatabaseWebAcl(stack, 'WebAcl', { rules: [FirewallRule.group('Shared', far), ...DatabaseWebAcl.baseline()] }))).toBe(one(
      'RULE_GROUP_ELSEWHERE: `rules.Shared` lies in us-west-2, but the stack in eu-west-1; create the rule group in that region'));
  });

  test('create what their rules need beside themselves', () => {
    const stack = new Stack(new App(), 'Shop');
    const part = RequestPart.header('User-Agent');
    new FirewallRuleGroup(stack, 'Shared', { capacity: 50, rules: [FirewallRule.of('Agents', RequestMatch.anyRegex(part, ['^curl', '^wget']), FirewallAction.challenge())] });
    Template.fromStack(stack).hasResourceProperties('AWS::WAFv2::RegexPatternSet', { RegularExpressionList: ['^curl', '^wget'], Scope: 'REGIONAL' });
  });
});
