import { App, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { DataClassification } from '../../src/core/data-classification';
import { BASELINE_RULE_GROUPS, CORE_RULE_SET, WEB_ACL_CAPACITY } from '../../src/facts/managed-rule-groups';
import { DEFAULT_TLS_POLICY, RECOMMENDED_TLS_POLICIES } from '../../src/facts/tls-policies';
import { WebAcl } from '../../src/perimeter/web-acl';
import { thrown } from '../support/thrown';

const LOGS = { classification: DataClassification.CONFIDENTIAL, removalPolicy: RemovalPolicy.RETAIN };

function logged(stackName?: string) {
  const stack = new Stack(new App(), 'Shop', { stackName });
  const acl = new WebAcl(stack, 'WebAcl', { rateLimit: 2000 });
  acl.logTo({ ...LOGS, key: new kms.Key(stack, 'Key') });
  return { acl, stack, template: Template.fromStack(stack) };
}

describe('web ACL', () => {
  const { acl, template } = logged();
  const [{ Properties: { Rules: rules } }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));

  test('allows what no rule blocks', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'REGIONAL', DefaultAction: { Allow: {} } });
  });

  test('asks the rate limit first, then the managed groups, and blocks', () => {
    expect(rules.map((rule: { Name: string; Priority: number }) => [rule.Priority, rule.Name])).toEqual([
      [0, 'RateLimit'], [100, 'AWSManagedRulesAmazonIpReputationList'], [200, 'AWSManagedRulesCommonRuleSet'],
      [300, 'AWSManagedRulesKnownBadInputsRuleSet'], [400, 'AWSManagedRulesSQLiRuleSet'],
    ]);
    expect(rules[0].Action).toEqual({ Block: {} });
    expect(rules.slice(1).map((rule: { OverrideAction: object }) => rule.OverrideAction)).toEqual(Array(4).fill({ None: {} }));
  });

  test('measures and samples every rule under a name of its own', () => {
    const names = rules.map(({ VisibilityConfig: { CloudWatchMetricsEnabled, SampledRequestsEnabled, MetricName } }: {
      VisibilityConfig: { CloudWatchMetricsEnabled: boolean; SampledRequestsEnabled: boolean; MetricName: string };
    }) => {
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

  test('takes the capacity that AWS publishes, without extra cost', () => {
    // 2 for the rate rule, then 25 + 700 + 200 + 200
    expect(acl.capacity).toBe(1127);
    expect(acl.capacity).toBeLessThanOrEqual(WEB_ACL_CAPACITY.included);
    expect(BASELINE_RULE_GROUPS.map(({ price }) => price)).toEqual(Array(4).fill('included'));
  });

  test('refuses rules over the capacity that is included', () => {
    const ruleGroups = [CORE_RULE_SET, CORE_RULE_SET, CORE_RULE_SET];
    expect(thrown(() => new WebAcl(new Stack(new App(), 'Shop'), 'WebAcl', { rateLimit: 2000, ruleGroups }))).toBe(
      "WebAcl 'Shop/WebAcl' cannot be created, 1 problem:\n"
      + '  CAPACITY_NOT_INCLUDED: the rules take 2102 WCUs, 1500 are included in the price of a web ACL; leave rule groups out');
  });
});

describe('logs', () => {
  test('go to a log group by an ARN without a wildcard', () => {
    const { template } = logged();
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', {
      ResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebAcl'), 'Arn'] },
      LogDestinationConfigs: [{
        'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:',
          { Ref: Match.stringLikeRegexp('^WebAclLogs') },
        ]],
      }],
    });
  });

  test('carry the id of the deployed stack in their name, so that two deployments never meet', () => {
    const { stack, template } = logged('shop-blue');
    template.hasResourceProperties('AWS::Logs::LogGroup', {
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
    new WebAcl(shop, 'WebAcl', { rateLimit: 2000 }).logTo({ ...LOGS, key: new kms.Key(base, 'Key') });
    const [{ Properties: { LogGroupName: name } }] = Object.values(Template.fromStack(shop).findResources('AWS::Logs::LogGroup'));
    expect(name).toMatch(/^aws-waf-logs-Shop-WebAcl-[0-9A-F]{8}$/);
    expect(JSON.stringify(Template.fromStack(base).findResources('AWS::KMS::Key'))).toContain(`log-group:${name}"`);
  });

  test('have a name of at most 512 characters, however deep the construct lies', () => {
    const stack = new Stack(new App(), 'S'.repeat(128));
    const acl = new WebAcl(stack, 'W'.repeat(300), { rateLimit: 2000 });
    const group = acl.logTo({ ...LOGS, key: new kms.Key(stack, 'Key') });
    const [prefix] = stack.resolve((group.node.defaultChild as logs.CfnLogGroup).logGroupName)['Fn::Join'][1];
    expect(prefix.length).toBeLessThanOrEqual(512 - 36);
  });
});

describe('TLS policies', () => {
  test('are members of the enum of the CDK', () => {
    const known: string[] = Object.values(elbv2.SslPolicy);
    expect(RECOMMENDED_TLS_POLICIES.map(({ name }) => known.includes(name))).toEqual(Array(8).fill(true));
  });

  test('are described by their names', () => {
    expect(RECOMMENDED_TLS_POLICIES.map(({ oldestTls, postQuantum, fips }) => [oldestTls, postQuantum, fips])).toEqual([
      ['1.2', true, false], ['1.2', true, true], ['1.3', true, false], ['1.3', true, true],
      ['1.2', false, false], ['1.2', false, true], ['1.3', false, false], ['1.3', false, true],
    ]);
    expect(DEFAULT_TLS_POLICY).toBe('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09');
  });
});
