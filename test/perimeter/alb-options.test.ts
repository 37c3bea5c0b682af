import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { anyProps, edge, SmallNetwork, certificate, WEB_ACL } from './fixture';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { BodyInspection } from '../../src/perimeter/firewall/body-inspection';
import { DatabaseWebAcl } from '../../src/perimeter/firewall/database-web-acl';
import { WebAclScope } from '../../src/perimeter/firewall/web-acl-scope';
import { OriginLock } from '../../src/perimeter/origin-lock';
import { ShieldAdvanced } from '../../src/perimeter/shield-advanced';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { ENV } from '../support/fixtures';
import { thrown } from '../support/thrown';

const PLAIN = { certificates: [], waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'accepted for this test')] };
const one = (text: string) => `WafProtectedAlb 'Shop/Edge' cannot be created, 1 problem:\n  ${text}`;
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

function lock(stack: Stack, count = 1): OriginLock {
  const secrets = Array.from({ length: count }, (_, index) => secretsmanager.Secret.fromSecretNameV2(stack, `Secret${index}`, `origin-${index}`));
  return OriginLock.cloudFront('pl-0123456789abcdef0', secrets);
}

function lookup(stack: Stack): OriginLock {
  return OriginLock.cloudFrontLookup([secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'origin')]);
}

/** What the CDK keeps of a lookup. */
const LOOKED_UP = {
  ['cc-api-provider:account=111111111111:expectedMatchCount=exactly-one:propertiesToReturn.0=PrefixListId:propertyMatch.PrefixListName='
    + 'com.amazonaws.global.cloudfront.origin-facing:region=eu-west-1:typeName=AWS$:$:EC2$:$:PrefixList']: [{ PrefixListId: 'pl-4fa04526' }],
};

describe('the redirect', () => {
  const { stack } = edge({ redirectHttp: true });
  const template = Template.fromStack(stack);

  test('answers port 80 with 301 and nothing else', () => {
    template.resourceCountIs(LISTENER, 2);
    template.hasResourceProperties(LISTENER, {
      Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    });
  });

  test('opens port 80 of the web tier and says why', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 80, ToPort: 80, Description: 'HTTP from the internet, only to be redirected to HTTPS' });
  });

  test('has nothing to redirect to without TLS', () => {
    expect(thrown(() => edge({ ...PLAIN, redirectHttp: true }))).toBe(one(
      'REDIRECT_UNUSED: `redirectHttp` is given, but Safeguard.ENCRYPTION_IN_TRANSIT is waived; remove one of the two'));
  });
});

describe('a trust store', () => {
  const store = (stack: Stack) => new elbv2.TrustStore(stack, 'Store', { bucket: s3.Bucket.fromBucketName(stack, 'Authorities', 'authorities'), key: 'ca.pem' });

  test('makes clients present certificates that are valid today', () => {
    const stack = new Stack(new App(), 'Shop');
    new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), trustStore: store(stack) });
    Template.fromStack(stack).hasResourceProperties(LISTENER, {
      MutualAuthentication: { Mode: 'verify', IgnoreClientCertificateExpiry: false, TrustStoreArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Store'), 'TrustStoreArn'] } },
    });
  });

  test('is of no use without TLS', () => {
    expect(thrown(() => edge({ ...PLAIN, trustStore: store(new Stack()) }))).toBe(one(
      'TRUST_STORE_UNUSED: `trustStore` is given, but Safeguard.ENCRYPTION_IN_TRANSIT is waived; remove one of the two'));
  });
});

describe('locked to CloudFront', () => {
  const stack = new Stack(new App(), 'Shop');
  const network = new SmallNetwork(stack, 'Network');
  const alb = new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()], originLock: lock(stack, 2) });
  alb.addAppTargets('App', { targets: [new InstanceIdTarget('i-1')] });
  const template = Template.fromStack(stack);

  test('the load balancer has a group that admits only the prefix list', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { SecurityGroups: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^EdgeOriginSecurityGroup'), 'GroupId'] }] });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: 'pl-0123456789abcdef0', FromPort: 443, ToPort: 443, CidrIp: Match.absent() });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NetworkAppSecurityGroup'), 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EdgeOriginSecurityGroup'), 'GroupId'] },
      FromPort: 80,
    });
  });

  test('only requests with one of the secrets are forwarded, and the template holds no secret', () => {
    const secret = (index: number) => ({ 'Fn::Join': ['', ['{{resolve:secretsmanager:arn:', { Ref: 'AWS::Partition' }, ':secretsmanager:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:secret:origin-${index}:SecretString:::}}`]] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Conditions: [
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } },
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-origin-verify', Values: [secret(0), secret(1)] } },
      ],
    });
    template.hasResourceProperties(LISTENER, { DefaultActions: [Match.objectLike({ Type: 'fixed-response' })] });
  });

  test('the firewall hides the secret and counts clients, not CloudFront', () => {
    template.hasResourceProperties('AWS::WAFv2::LoggingConfiguration', { RedactedFields: Match.arrayWith([{ SingleHeader: { Name: 'x-origin-verify' } }]) });
    template.hasResourceProperties('AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([Match.objectLike({ Name: 'RateLimit', Statement: { RateBasedStatement: Match.objectLike({ AggregateKeyType: 'FORWARDED_IP', Limit: 2000 }) } })]),
    });
  });

  test('the prefix list is looked up where account and region are known', () => {
    const found = new Stack(new App({ context: LOOKED_UP }), 'Shop', { env: ENV });
    new WafProtectedAlb(found, 'Edge', { network: new SmallNetwork(found, 'Network'), certificates: [certificate()], originLock: lookup(found) });
    Template.fromStack(found).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourcePrefixListId: 'pl-4fa04526', FromPort: 443, ToPort: 443 });
  });

  test('the prefix list of an unknown region is not looked up', () => {
    expect(thrown(() => edge({ originLock: lookup(new Stack()) }))).toBe(one('ORIGIN_LOCK_ENVIRONMENT: `originLock` looks the prefix list up, but account or region of '
      + 'the stack are only known at deployment; pass `env` to the stack, or the list to OriginLock.cloudFront'));
  });

  test('plain HTTP contradicts it', () => {
    expect(thrown(() => edge({ redirectHttp: true, originLock: lock(new Stack()) }))).toBe(one(
      'ORIGIN_LOCK_WITH_HTTP: `originLock` is given, but `redirectHttp` opens port 80 to everybody; CloudFront itself redirects (viewerProtocolPolicy), remove one of the two'));
    expect(thrown(() => edge({ ...PLAIN, originLock: lock(new Stack()) }))).toBe(one(
      'ORIGIN_LOCK_WITH_HTTP: `originLock` is given, but Safeguard.ENCRYPTION_IN_TRANSIT is waived; CloudFront itself redirects (viewerProtocolPolicy), remove one of the two'));
  });

  test.each([
    [() => OriginLock.cloudFront('com.amazonaws.global.cloudfront.origin-facing', [secretsmanager.Secret.fromSecretNameV2(new Stack(), 'S', 's')]),
      "PREFIX_LIST_INVALID: `prefixListId` is 'com.amazonaws.global.cloudfront.origin-facing', allowed are ids such as pl-0123456789abcdef0; look it up"],
    [() => lock(new Stack(), 0), 'SECRETS_OUT_OF_RANGE: `secrets` has 0 entries, 1 to 3 are allowed; pass the current one, and the one before it while you replace it'],
    [() => lock(new Stack(), 4), 'SECRETS_OUT_OF_RANGE: `secrets` has 4 entries, 1 to 3 are allowed; pass the current one, and the one before it while you replace it'],
    [() => OriginLock.cloudFrontLookup([]), 'SECRETS_OUT_OF_RANGE: `secrets` has 0 entries, 1 to 3 are allowed; pass the current one, and the one before it while you replace it'],
    [() => OriginLock.cloudFront('pl-1', [secretsmanager.Secret.fromSecretNameV2(new Stack(), 'S', 's')], 'x verify'),
      "HEADER_INVALID: `headerName` is 'x verify', allowed are 1 to 40 letters, digits and hyphens; leave it out for x-origin-verify"],
    [() => OriginLock.cloudFrontLookup([secretsmanager.Secret.fromSecretNameV2(new Stack(), 'S', 's')], Lazy.string({ produce: () => 'x-secret' })),
      'HEADER_UNKNOWN: `headerName` is only known at deployment (a token), but it decides what is built; pass plain text'],
  ])('%# is refused', (build, text) => {
    expect(thrown(build)).toBe(`OriginLock cannot be created, 1 problem:\n  ${text}`);
  });
});

describe('Shield Advanced', () => {
  test('is off by default', () => {
    Template.fromStack(edge().stack).resourceCountIs('AWS::Shield::Protection', 0);
  });

  test('protects the load balancer', () => {
    Template.fromStack(edge({ shield: ShieldAdvanced.PROTECTED }).stack).hasResourceProperties('AWS::Shield::Protection', {
      ResourceArn: { Ref: 'EdgeLoadBalancer9EA98EDF' }, HealthCheckArns: Match.absent(),
    });
  });

  test('follows the health of the load balancer', () => {
    const template = Template.fromStack(edge({ shield: ShieldAdvanced.HEALTH_BASED }).stack);
    template.hasResourceProperties('AWS::Shield::Protection', {
      HealthCheckArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':route53:::healthcheck/', { 'Fn::GetAtt': ['EdgeHealth99DA0A87', 'HealthCheckId'] }]] }],
    });
    template.hasResourceProperties('AWS::Route53::HealthCheck', {
      HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: { Ref: Match.stringLikeRegexp('^EdgeFailing') }, Region: { Ref: 'AWS::Region' } }, InsufficientDataHealthStatus: 'Healthy' },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'HTTPCode_ELB_5XX_Count',
      Period: 60,
      Threshold: 50,
      EvaluationPeriods: 3,
      AlarmDescription: 'Shop/Edge: the load balancer failed more than 50 requests in each of three minutes, so that Shield Advanced takes less traffic for an attack; '
        + 'look at the health of the targets, and at the events of Shield',
    });
  });
});

describe('a firewall of the app', () => {
  test('is associated, and not created again', () => {
    const stack = new Stack(new App(), 'Shop');
    const webAcl = new DatabaseWebAcl(stack, 'Firewall', { bodies: BodyInspection.acceptUploads('/upload') });
    const alb = new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), webAcl });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::WAFv2::WebACL', 1);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Firewall'), 'Arn'] } });
    expect([alb.webAcl, alb.firewallLogGroup]).toEqual([webAcl.resource, webAcl.logGroup]);
  });

  test('excludes one by its ARN, and a rate limit', () => {
    const stack = new Stack(new App(), 'Other');
    const webAcl = new DatabaseWebAcl(stack, 'Firewall');
    expect(thrown(() => edge({ webAcl, webAclArn: WEB_ACL }))).toBe(one('WEB_ACL_TWICE: `webAcl` and `webAclArn` are given, a load balancer has one web ACL; remove one of the two'));
    expect(thrown(() => edge({ webAcl, rateLimit: 100 }))).toBe(one("RATE_LIMIT_UNUSED: `rateLimit` is given, but the rules of `webAcl` are its owner's; remove `rateLimit`"));
  });

  test('must not be one for CloudFront', () => {
    const webAcl = new DatabaseWebAcl(new Stack(new App(), 'Global', { env: { region: 'us-east-1', account: '111122223333' } }), 'Firewall', { scope: WebAclScope.CLOUDFRONT });
    expect(thrown(() => edge({ webAcl }))).toBe(one('WEB_ACL_SCOPE: `webAcl` is for CloudFront, which protects distributions only; create one with WebAclScope.REGIONAL'));
  });
});

describe('alarms', () => {
  const { alb, stack } = edge();
  alb.addAppTargets('App', { targets: [new InstanceIdTarget('i-1')] });
  const template = Template.fromStack(stack);

  test('watch the load balancer, the application, the targets and the firewall', () => {
    const metrics = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.MetricName).sort();
    expect(metrics).toEqual(['BlockedRequests', 'CountedRequests', 'HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count', 'RejectedConnectionCount', 'UnHealthyHostCount']);
  });

  test('tell a person what happened and what to do', () => {
    const texts = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties.AlarmDescription as string);
    expect(texts).toContain('Shop/Edge: the application failed more than 50 requests in each of three times five minutes; look into its log, and whether the database answers');
    expect(texts.filter((text) => !/^Shop\/Edge.*: .{40,}[;,] .+$/.test(text))).toEqual([]);
  });

  test('are off when waived, also those of the firewall and the targets', () => {
    const waived = edge({ waivers: [Waiver.of(Safeguard.ALARMS, 'accepted for this test')] });
    waived.alb.addAppTargets('App', { targets: [new InstanceIdTarget('i-1')] });
    Template.fromStack(waived.stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

test('target groups balance across zones', () => {
  const { alb, stack } = edge();
  alb.addAppTargets('App', { targets: [new InstanceIdTarget('i-1')] });
  Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
    TargetGroupAttributes: Match.arrayWith([{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]),
  });
});
