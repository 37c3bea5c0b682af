import { App, CfnParameter, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { anyProps, attributesOf, certificate, CERTIFICATE, edge, partOf, SmallNetwork, WEB_ACL } from './fixture';
import { DataClassification } from '../../src/core/data-classification';
import { hardeningOf } from '../../src/core/hardening';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';

const REASON = 'accepted for this test';

/** The keys of a stack; the one of the alerts is always there. */
function keysOf(stack: Stack): string[] {
  return Object.keys(partOf(stack, 'AWS::KMS::Key').findResources('AWS::KMS::Key'));
}

/** Hold all resources of a type against a pattern. */
function has(stack: Stack, type: string, properties: object): void {
  partOf(stack, type).hasResourceProperties(type, properties);
}

describe('with default props', () => {
  const { stack, alb } = edge();
  const template = Template.fromStack(stack);

  test('the load balancer stands in the web subnets with the web security group only', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internet-facing',
      Type: 'application',
      SecurityGroups: [{ 'Fn::GetAtt': ['NetworkWebSecurityGroup165F058B', 'GroupId'] }],
      Subnets: ['subnet-web1', 'subnet-web2'],
    });
  });

  test('malformed requests are refused, the firewall fails closed and the load balancer cannot be deleted', () => {
    expect(attributesOf(stack)).toMatchObject({
      'deletion_protection.enabled': 'true',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
      'routing.http.xff_header_processing.mode': 'append',
      'waf.fail_open.enabled': 'false',
    });
  });

  test('access and connection logs go to the log bucket, below a prefix each', () => {
    const bucket = { Ref: 'EdgeLogBucket8566D7EF' };
    expect(attributesOf(stack)).toMatchObject({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': bucket,
      'access_logs.s3.prefix': 'access-logs',
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.bucket': bucket,
      'connection_logs.s3.prefix': 'connection-logs',
    });
  });

  test('the load balancer waits for the policy of the log bucket', () => {
    template.hasResource('AWS::ElasticLoadBalancingV2::LoadBalancer', { DependsOn: Match.arrayWith(['EdgeLogBucketPolicy6F1A9F18']) });
  });

  test('the only listener speaks HTTPS with the post-quantum policy and answers 404', () => {
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
      Certificates: [{ CertificateArn: CERTIFICATE }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'Not found' } }],
    });
  });

  test('no security group rule is added', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });

  test('the web ACL is associated with the load balancer', () => {
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { Ref: 'EdgeLoadBalancer9EA98EDF' },
      WebACLArn: { 'Fn::GetAtt': ['EdgeWebAclED11E15C', 'Arn'] },
    });
  });

  test('everything is recorded as provided', () => {
    expect(hardeningOf(alb)).toEqual({
      construct: 'WafProtectedAlb',
      classification: undefined,
      provides: [
        Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.REQUEST_HYGIENE, Safeguard.WEB_FIREWALL, Safeguard.FIREWALL_LOGS,
        Safeguard.ACCESS_LOGS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.ALARMS,
      ],
      waived: [],
    });
  });

  test('logical ids that hold data or an address never change', () => {
    const ids = ['LoadBalancer', 'Listener', 'Bucket', 'WebACL', 'LogGroup', 'Key'].flatMap((type) => (
      ['AWS::ElasticLoadBalancingV2', 'AWS::S3', 'AWS::WAFv2', 'AWS::Logs', 'AWS::KMS']
        .flatMap((service) => Object.keys(template.findResources(`${service}::${type}`)))));
    expect(ids).toEqual([
      'EdgeLoadBalancer9EA98EDF', 'EdgeLoadBalancerListenerD216C81B', 'EdgeLogBucket8566D7EF', 'EdgeLogAccessBucket062C41B6',
      'EdgeWebAclED11E15C', 'EdgeWebAclLogs58AB92DA', 'EdgeAlertsKey8325ABD1', 'EdgeKey988BA242',
    ]);
  });

  test('the resources are exposed under their AWS names', () => {
    expect(alb.listener.loadBalancer).toBe(alb.loadBalancer);
    expect(alb.webAcl?.node.path).toBe('Shop/Edge/WebAcl/Resource');
    expect(alb.logBucket?.node.path).toBe('Shop/Edge/LogBucket');
    expect(alb.firewallLogGroup?.node.path).toBe('Shop/Edge/WebAcl/Logs');
  });
});

describe('props', () => {
  test('further certificates are chosen by host name', () => {
    const { stack } = edge({ certificates: [certificate(), certificate(CERTIFICATE.replace('1111', '9999'))] });
    has(stack, 'AWS::ElasticLoadBalancingV2::ListenerCertificate', { Certificates: [{ CertificateArn: CERTIFICATE.replace('1111', '9999') }] });
  });

  test('a certificate whose ARN is a parameter is accepted', () => {
    const app = new App();
    const stack = new Stack(app, 'Shop');
    const parameter = new CfnParameter(stack, 'Certificate');
    new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), certificates: [certificate(parameter.valueAsString)] });
    has(stack, 'AWS::ElasticLoadBalancingV2::Listener', { Certificates: [{ CertificateArn: { Ref: 'Certificate' } }] });
  });

  test.each([elbv2.SslPolicy.TLS13_13_PQ, elbv2.SslPolicy.FIPS_TLS13_12_RES_PQ])('the recommended TLS policy %s can be chosen', (sslPolicy) => {
    has(edge({ sslPolicy }).stack, 'AWS::ElasticLoadBalancingV2::Listener', { SslPolicy: sslPolicy });
  });

  test.each([10, 2_000_000_000])('the rate limit may be %d', (rateLimit) => {
    has(edge({ rateLimit }).stack, 'AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([Match.objectLike({ Statement: { RateBasedStatement: { Limit: rateLimit, AggregateKeyType: 'IP', EvaluationWindowSec: 300 } } })]),
    });
  });

  test('the rate limit may be a parameter', () => {
    const stack = new Stack(new App(), 'Shop');
    const parameter = new CfnParameter(stack, 'Limit', { type: 'Number' });
    new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), rateLimit: parameter.valueAsNumber });
    has(stack, 'AWS::WAFv2::WebACL', {
      Rules: Match.arrayWith([Match.objectLike({ Statement: { RateBasedStatement: Match.objectLike({ Limit: { Ref: 'Limit' } }) } })]),
    });
  });

  test.each([
    [DataClassification.PUBLIC, 365], [DataClassification.CONFIDENTIAL, 365], [DataClassification.PROTECTED, 2192], [DataClassification.SECRET, 2192],
  ])('logs of %s data are kept for %d days', (classification, days) => {
    const { stack } = edge({ classification });
    has(stack, 'AWS::Logs::LogGroup', { RetentionInDays: days });
    has(stack, 'AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: days })] } });
  });

  test('the firewall logs use the given key', () => {
    const stack = new Stack(new App(), 'Shop');
    new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), encryptionKey: new kms.Key(stack, 'Mine') });
    expect(keysOf(stack)).toEqual(['MineC1B42D3A', 'EdgeAlertsKey8325ABD1']);
    has(stack, 'AWS::Logs::LogGroup', { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Mine'), 'Arn'] } });
  });

  test('an existing web ACL is associated and left as it is', () => {
    const { stack, alb } = edge({ webAclArn: WEB_ACL });
    const template = Template.fromStack(stack);
    for (const type of ['AWS::WAFv2::WebACL', 'AWS::WAFv2::LoggingConfiguration', 'AWS::Logs::LogGroup']) {
      template.resourceCountIs(type, 0);
    }
    expect(keysOf(stack)).toEqual(['EdgeAlertsKey8325ABD1']);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: WEB_ACL });
    expect([alb.webAcl, alb.firewallLogGroup]).toEqual([undefined, undefined]);
    expect(hardeningOf(alb)?.provides).not.toContain(Safeguard.FIREWALL_LOGS);
  });

  test('a log bucket of the app gets the statement for Elastic Load Balancing', () => {
    const stack = new Stack(new App(), 'Shop');
    const logBucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    const alb = new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), logBucket });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, Action: 's3:PutObject' })] },
    });
    expect(alb.logBucket).toBe(logBucket);
  });

  test('an imported log bucket is left as it is', () => {
    const stack = new Stack(new App(), 'Shop');
    const logBucket = s3.Bucket.fromBucketName(stack, 'Logs', 'central-logs');
    new WafProtectedAlb(stack, 'Edge', { ...anyProps(stack), logBucket });
    Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
    expect(attributesOf(stack)).toMatchObject({ 'access_logs.s3.bucket': 'central-logs', 'connection_logs.s3.bucket': 'central-logs' });
  });
});

describe('waivers', () => {
  function waived(safeguard: Safeguard, props = {}) {
    return edge({ waivers: [Waiver.of(safeguard, REASON)], ...props });
  }

  test('without the firewall there is no web ACL, no association and no key', () => {
    const { stack, alb } = waived(Safeguard.WEB_FIREWALL);
    const template = partOf(stack, 'AWS::');
    for (const type of ['AWS::WAFv2::WebACL', 'AWS::WAFv2::WebACLAssociation', 'AWS::WAFv2::LoggingConfiguration', 'AWS::Logs::LogGroup']) {
      template.resourceCountIs(type, 0);
    }
    expect(keysOf(stack)).toEqual(['EdgeAlertsKey8325ABD1']);
    expect(attributesOf(stack)).not.toHaveProperty(['waf.fail_open.enabled']);
    expect(alb.webAcl).toBeUndefined();
    expect(hardeningOf(alb)?.provides).not.toContain(Safeguard.FIREWALL_LOGS);
  });

  test('the firewall and its logs can be waived together', () => {
    const waivers = [Waiver.of(Safeguard.WEB_FIREWALL, REASON), Waiver.of(Safeguard.FIREWALL_LOGS, REASON)];
    expect(hardeningOf(edge({ waivers }).alb)?.waived.map(({ safeguard }) => safeguard)).toEqual([Safeguard.WEB_FIREWALL, Safeguard.FIREWALL_LOGS]);
  });

  test('without firewall logs the web ACL stands alone', () => {
    const { stack } = waived(Safeguard.FIREWALL_LOGS);
    const template = partOf(stack, 'AWS::');
    template.resourceCountIs('AWS::WAFv2::WebACL', 1);
    for (const type of ['AWS::WAFv2::LoggingConfiguration', 'AWS::Logs::LogGroup']) {
      template.resourceCountIs(type, 0);
    }
    expect(keysOf(stack)).toEqual(['EdgeAlertsKey8325ABD1']);
  });

  test('without access logs there is no bucket', () => {
    const { stack, alb } = waived(Safeguard.ACCESS_LOGS);
    partOf(stack, 'AWS::').resourceCountIs('AWS::S3::Bucket', 0);
    expect(Object.keys(attributesOf(stack)).filter((key) => key.includes('.s3.'))).toEqual([]);
    expect(alb.logBucket).toBeUndefined();
  });

  test('without request hygiene the load balancer has the defaults of AWS', () => {
    const { stack } = waived(Safeguard.REQUEST_HYGIENE);
    expect(Object.keys(attributesOf(stack)).filter((key) => key.startsWith('routing.'))).toEqual([]);
  });

  test('without deletion protection the load balancer may be deleted', () => {
    expect(attributesOf(waived(Safeguard.DELETION_PROTECTION).stack)).toMatchObject({ 'deletion_protection.enabled': 'false' });
  });

  test('without TLS the listener speaks HTTP on port 80, which is opened', () => {
    const { stack } = waived(Safeguard.ENCRYPTION_IN_TRANSIT, { certificates: [] });
    const template = partOf(stack, 'AWS::');
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 80, Protocol: 'HTTP', SslPolicy: Match.absent(), Certificates: Match.absent() });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      CidrIp: '0.0.0.0/0', FromPort: 80, ToPort: 80, GroupId: { 'Fn::GetAtt': ['NetworkWebSecurityGroup165F058B', 'GroupId'] },
    });
  });

  test.each([[undefined, 'Retain'], [[Waiver.of(Safeguard.RETENTION, REASON)], 'Delete']])('buckets, their policies and the log group: with waivers %j they %s', (waivers, policy) => {
    const template = partOf(edge({ waivers }).stack, 'AWS::');
    const kept = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::Logs::LogGroup'].flatMap((type) => Object.values(template.findResources(type)));
    expect(kept.map(({ DeletionPolicy, UpdateReplacePolicy }) => [DeletionPolicy, UpdateReplacePolicy])).toEqual(Array(5).fill([policy, policy]));
  });

  test('a waived safeguard is recorded with its reason', () => {
    const { alb } = waived(Safeguard.DELETION_PROTECTION);
    expect(hardeningOf(alb)?.waived).toEqual([{ safeguard: Safeguard.DELETION_PROTECTION, reason: REASON }]);
    expect(hardeningOf(alb)?.provides).not.toContain(Safeguard.DELETION_PROTECTION);
  });
});

describe('where it can stand', () => {
  test('in another stack than the network, which does not depend on it', () => {
    const app = new App();
    const base = new Stack(app, 'Base');
    const network = new SmallNetwork(base, 'Network');
    const shop = new Stack(app, 'Shop');
    new WafProtectedAlb(shop, 'Edge', { network, certificates: [certificate()] }).addAppTargets('App', { targets: [new AppTier(network)] });
    app.synth();
    expect([base.dependencies, shop.dependencies]).toEqual([[], [base]]);
    Template.fromStack(shop).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('with key and log bucket of another stack', () => {
    const app = new App();
    const base = new Stack(app, 'Base');
    const shop = new Stack(app, 'Shop');
    const logBucket = new s3.Bucket(base, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    new WafProtectedAlb(shop, 'Edge', { ...anyProps(shop), logBucket, encryptionKey: new kms.Key(base, 'Key') });
    app.synth();
    expect([base.dependencies, shop.dependencies]).toEqual([[], [base]]);
  });

  test('in a nested stack', () => {
    const app = new App();
    const parent = new Stack(app, 'Shop');
    const nested = new NestedStack(parent, 'Nested');
    new WafProtectedAlb(nested, 'Edge', { network: new SmallNetwork(parent, 'Network'), certificates: [certificate()] });
    app.synth();
    Template.fromStack(nested).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', [Match.stringLikeRegexp('^aws-waf-logs-Shop-Nested-Edge-WebAcl-'), Match.objectLike({ 'Fn::Select': Match.anyValue() })]] },
    });
  });

  test('in a stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const stack = new Stack(stage, 'Shop');
    new WafProtectedAlb(stack, 'Edge', anyProps(stack));
    stage.synth();
    Template.fromStack(stack).resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
  });

  test.each(['eu-west-1', 'cn-north-1', 'us-gov-west-1'])('in %s', (region) => {
    const { stack } = edge({ certificates: [certificate(CERTIFICATE.replace('eu-west-1', region))] }, { account: '111122223333', region });
    Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
  });
});

/** A service of the app tier, as ECS attaches it. */
class AppTier implements elbv2.IApplicationLoadBalancerTarget {
  public constructor(private readonly network: SmallNetwork) {}

  public attachToApplicationTargetGroup(group: elbv2.IApplicationTargetGroup): elbv2.LoadBalancerTargetProps {
    group.registerConnectable(this.network.appSecurityGroup, ec2.Port.tcp(this.network.appPort));
    return { targetType: elbv2.TargetType.IP };
  }
}
