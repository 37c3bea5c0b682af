import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { certificate, CERTIFICATE, edge, SmallNetwork, WEB_ACL } from './fixture';
import { DataClassification } from '../../src/core/data-classification';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { Tier } from '../../src/foundation/network/network';
import { DatabaseWebAcl } from '../../src/perimeter/firewall/database-web-acl';
import { OriginLock } from '../../src/perimeter/origin-lock';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { WafProtectedAlbProps } from '../../src/perimeter/waf-protected-alb-props';
import { thrown } from '../support/thrown';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const CAPITAL = { ...ENV, region: 'eu-west-2' };

function waive(safeguard: Safeguard): Waiver {
  return Waiver.of(safeguard, 'accepted for this test');
}

function one(text: string): string {
  return `WafProtectedAlb 'Shop/Edge' cannot be created, 1 problem:\n  ${text}`;
}

function messageFor(props: Partial<WafProtectedAlbProps>, env?: { account: string; region: string }): string {
  return thrown(() => edge(props, env));
}

describe('certificates', () => {
  test('at least one is needed', () => {
    expect(messageFor({ certificates: [] })).toBe(one(
      'CERTIFICATES_MISSING: `certificates` is empty, at least one is needed; pass a certificate from ACM in the region of the load balancer'));
  });

  test('a list that is only known at deployment is refused', () => {
    const certificates = Lazy.any({ produce: () => [] }) as unknown as elbv2.IListenerCertificate[];
    expect(messageFor({ certificates })).toBe(one(
      'CERTIFICATES_UNKNOWN: `certificates` is only known at deployment (a token), but it decides what is built; pass a plain list'));
  });

  test.each(['', 'shop.example.com', 'arn:aws:acm:eu-west-1:111122223333:certificate/', 'arn:aws:s3:::bucket'])('%j is no certificate', (arn) => {
    expect(messageFor({ certificates: [certificate(arn)] })).toBe(one(
      `CERTIFICATE_INVALID: \`certificates[0]\` is '${arn}', allowed are ARNs of ACM certificates or IAM server certificates; pass Certificate.certificateArn`));
  });

  test('one of another region is refused', () => {
    expect(messageFor({ certificates: [certificate()] }, CAPITAL)).toBe(one(
      'CERTIFICATE_REGION: `certificates[0]` is in eu-west-1, the load balancer in eu-west-2; request a certificate in eu-west-2'));
  });

  test('an IAM server certificate has no region and is accepted', () => {
    const arn = 'arn:aws:iam::111122223333:server-certificate/shop';
    expect(edge({ certificates: [certificate(arn)] }, CAPITAL).alb.listener.protocol).toBe(elbv2.ApplicationProtocol.HTTPS);
  });

  test('one may be given once', () => {
    expect(messageFor({ certificates: [certificate(), certificate()] })).toBe(one(
      'CERTIFICATE_REPEATED: `certificates[1]` is the same as `certificates[0]`, each may be given once; remove one'));
  });

  test('none is used when TLS is waived', () => {
    expect(messageFor({ waivers: [waive(Safeguard.ENCRYPTION_IN_TRANSIT)] })).toBe(one(
      'CERTIFICATES_UNUSED: `certificates` holds 1, but Safeguard.ENCRYPTION_IN_TRANSIT is waived; remove the waiver, or pass an empty list'));
  });
});

test('web subnets in one zone are too few', () => {
  const stack = new Stack(new App(), 'Shop');
  const network = new SmallNetwork(stack, 'Network', 80, 1);
  expect(thrown(() => new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()] }))).toBe(one(
    'WEB_SUBNETS_TOO_FEW: the web tier of `network` has subnets in 1 Availability Zone, at least 2 are needed; pass a network with more zones'));
});

test('a network of another stage is refused', () => {
  const app = new App();
  const network = new SmallNetwork(new Stack(new Stage(app, 'Test'), 'Base'), 'Network');
  const stack = new Stack(app, 'Shop');
  expect(thrown(() => new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()] }))).toBe(one(
    "NETWORK_IN_OTHER_STAGE: the network 'Test/Base/Network' belongs to another stage, whose resources cannot be referenced; create both in the same stage"));
});

test.each([elbv2.SslPolicy.LEGACY, elbv2.SslPolicy.TLS13_10, elbv2.SslPolicy.RECOMMENDED_TLS])('the TLS policy %s is refused', (sslPolicy) => {
  expect(messageFor({ sslPolicy })).toBe(one(
    `SSL_POLICY_WEAK: \`sslPolicy\` is '${sslPolicy}', allowed are ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, `
    + 'ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-PQ-2025-09, ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09, '
    + 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06, ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04, ELBSecurityPolicy-TLS13-1-3-2021-06, '
    + 'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04; leave it out'));
});

describe('log bucket', () => {
  function withBucket(create: (stack: Stack) => s3.IBucket, props: Partial<WafProtectedAlbProps> = {}): string {
    const stack = new Stack(new App(), 'Shop', { env: ENV });
    const network = new SmallNetwork(stack, 'Network');
    return thrown(() => new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()], logBucket: create(stack), ...props }));
  }

  test('with a KMS key is refused', () => {
    const text = withBucket((stack) => new s3.Bucket(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') }));
    expect(text).toBe(one('LOG_BUCKET_ENCRYPTION: `logBucket` is encrypted with a KMS key, Elastic Load Balancing writes only to buckets with SSE-S3; '
      + 'pass a bucket with BucketEncryption.S3_MANAGED'));
  });

  test('in another region is refused', () => {
    const text = withBucket((stack) => s3.Bucket.fromBucketAttributes(stack, 'Logs', { bucketName: 'logs', region: 'eu-west-2' }));
    expect(text).toBe(one('LOG_BUCKET_ELSEWHERE: `logBucket` lies in eu-west-2, but the stack in eu-west-1; pass a bucket of the region of the stack, or leave it out'));
  });

  test('is not used when access logs are waived', () => {
    const text = withBucket((stack) => s3.Bucket.fromBucketName(stack, 'Logs', 'logs'), { waivers: [waive(Safeguard.ACCESS_LOGS)] });
    expect(text).toBe(one('LOG_BUCKET_UNUSED: `logBucket` is given, but Safeguard.ACCESS_LOGS is waived; remove one of the two'));
  });
});

describe('firewall', () => {
  test.each([-1, 0, 9, 2_000_000_001, 12.5, NaN, Infinity])('a rate limit of %d is out of range', (rateLimit) => {
    expect(messageFor({ rateLimit })).toBe(one(
      `RATE_LIMIT_OUT_OF_RANGE: \`rateLimit\` is ${rateLimit} requests, a whole number from 10 to 2000000000 requests is allowed; `
      + 'leave it out for 2000 requests per five minutes'));
  });

  test('a rate limit is not used with a web ACL of somebody else', () => {
    expect(messageFor({ rateLimit: 100, webAclArn: WEB_ACL })).toBe(one(
      "RATE_LIMIT_UNUSED: `rateLimit` is given, but the rules of `webAclArn` are its owner's; remove `rateLimit`"));
  });

  test('a rate limit is not used when the firewall is waived', () => {
    expect(messageFor({ rateLimit: 100, waivers: [waive(Safeguard.WEB_FIREWALL)] })).toBe(one(
      'RATE_LIMIT_UNUSED: `rateLimit` is given, but Safeguard.WEB_FIREWALL is waived; remove `rateLimit`'));
  });

  test('a web ACL is not used when the firewall is waived', () => {
    expect(messageFor({ webAclArn: WEB_ACL, waivers: [waive(Safeguard.WEB_FIREWALL)] })).toBe(one(
      'WEB_ACL_UNUSED: `webAclArn` is given, but Safeguard.WEB_FIREWALL is waived; remove one of the two'));
  });

  test.each(['', 'my-acl', WEB_ACL.replace('regional', 'global')])('%j is no web ACL for a load balancer', (webAclArn) => {
    const shown = webAclArn.length > 80 ? `${webAclArn.slice(0, 77)}...' (${webAclArn.length} characters)` : `${webAclArn}'`;
    expect(messageFor({ webAclArn })).toBe(one(
      `WEB_ACL_INVALID: \`webAclArn\` is '${shown}, allowed are ARNs like arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>; `
      + 'a web ACL for CloudFront (global) does not fit a load balancer'));
  });

  test('a web ACL of another region is refused', () => {
    expect(messageFor({ webAclArn: WEB_ACL, certificates: [certificate(CERTIFICATE.replace('eu-west-1', 'eu-west-2'))] }, CAPITAL)).toBe(one(
      'WEB_ACL_REGION: `webAclArn` is in eu-west-1, the load balancer in eu-west-2; pass a web ACL in eu-west-2'));
  });

  test('firewall logs of somebody else cannot be waived here', () => {
    expect(messageFor({ webAclArn: WEB_ACL, waivers: [waive(Safeguard.FIREWALL_LOGS)] })).toBe(one(
      'WAIVER_UNKNOWN_HERE: Safeguard.FIREWALL_LOGS is waived, but WafProtectedAlb does not provide it; allowed are only Safeguard.ENCRYPTION_IN_TRANSIT, '
      + 'Safeguard.REQUEST_HYGIENE, Safeguard.WEB_FIREWALL, Safeguard.ACCESS_LOGS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.ALARMS'));
  });
});

describe('what lies elsewhere', () => {
  const far = (stack: Stack) => new Stack(stack.node.root, 'Far', { env: CAPITAL });
  const vpc = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'FarVpc', { vpcId: 'vpc-far', region: 'eu-west-2', availabilityZones: ['eu-west-2a'], publicSubnetIds: ['subnet-1'] });

  test.each<[string, (stack: Stack) => Partial<WafProtectedAlbProps>]>([
    ['NETWORK_ELSEWHERE: `network` lies in eu-west-2, but the stack in eu-west-1; pass a network of the region of the stack',
      (stack) => ({ network: Object.assign(new SmallNetwork(stack, 'Other'), { vpc: vpc(stack), subnets: () => new SmallNetwork(new Stack(), 'Zones').subnets(Tier.WEB) }) })],
    ['ENCRYPTION_KEY_ELSEWHERE: `encryptionKey` lies in eu-west-2, but the stack in eu-west-1; pass a key of the region of the stack, or leave it out',
      (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-2:111122223333:key/k1') })],
    ['ALERTS_ELSEWHERE: `alerts` lies in eu-west-2, but the stack in eu-west-1; pass a topic of the region of the stack, or leave it out',
      (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-2:111122223333:alerts') })],
    ['ALERTS_FIFO: `alerts` is a FIFO topic, to which neither people nor on-call services can subscribe; pass a standard topic, or leave it out',
      (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alerts.fifo') })],
    ['SECRETS_ELSEWHERE: `originLock.secrets` lies in eu-west-2, but the stack in eu-west-1; replicate the secret to that region, and pass the replica',
      (stack) => ({ originLock: OriginLock.cloudFront('pl-1', [secretsmanager.Secret.fromSecretCompleteArn(stack, 'Far', 'arn:aws:secretsmanager:eu-west-2:111122223333:secret:origin-AbCdEf')]) })],
    ['TRUST_STORE_ELSEWHERE: `trustStore` lies in eu-west-2, but the stack in eu-west-1; create a trust store in that region',
      (stack) => ({ trustStore: new elbv2.TrustStore(far(stack), 'Store', { bucket: s3.Bucket.fromBucketName(stack, 'Authorities', 'authorities'), key: 'ca.pem' }) })],
    ['WEB_ACL_ELSEWHERE: `webAcl` lies in eu-west-2, but the stack in eu-west-1; create a web ACL in that region', (stack) => ({ webAcl: new DatabaseWebAcl(far(stack), 'Firewall') })],
  ])('%s', (text, props) => {
    const stack = new Stack(new App(), 'Shop', { env: ENV });
    const network = new SmallNetwork(stack, 'Network');
    expect(thrown(() => new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()], ...props(stack) }))).toBe(one(text));
    expect(stack.node.tryFindChild('Edge')).toBeUndefined();
  });
});

test('protected data allows only the waiver of alarms', () => {
  expect(messageFor({ classification: DataClassification.PROTECTED, waivers: [waive(Safeguard.DELETION_PROTECTION)] })).toBe(one(
    'WAIVER_FORBIDDEN: Safeguard.DELETION_PROTECTION is waived, but data classified as protected allows only Safeguard.ALARMS; '
    + 'remove the waiver or lower `classification`'));
});

test('all problems are told at once, and nothing is created', () => {
  const stack = new Stack(new App(), 'Shop');
  const network = new SmallNetwork(stack, 'Network');
  expect(thrown(() => new WafProtectedAlb(stack, 'Edge', { network, certificates: [], rateLimit: 1, webAclArn: 'x' }))).toBe([
    "WafProtectedAlb 'Shop/Edge' cannot be created, 4 problems:",
    '  CERTIFICATES_MISSING: `certificates` is empty, at least one is needed; pass a certificate from ACM in the region of the load balancer',
    "  RATE_LIMIT_UNUSED: `rateLimit` is given, but the rules of `webAclArn` are its owner's; remove `rateLimit`",
    '  RATE_LIMIT_OUT_OF_RANGE: `rateLimit` is 1 requests, a whole number from 10 to 2000000000 requests is allowed; leave it out for 2000 requests per five minutes',
    "  WEB_ACL_INVALID: `webAclArn` is 'x', allowed are ARNs like arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>; "
      + 'a web ACL for CloudFront (global) does not fit a load balancer',
  ].join('\n'));
  expect(stack.node.tryFindChild('Edge')).toBeUndefined();
});
