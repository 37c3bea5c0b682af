import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { WebAclScope } from './firewall/web-acl-scope';
import { WafProtectedAlbProps } from './waf-protected-alb-props';
import { PropProblems, quoted } from '../core/check-props';
import { Hardening } from '../core/hardening';
import { isDeployTime, known } from '../core/known';
import { Safeguard } from '../core/safeguard';
import { RECOMMENDED_TLS_POLICIES } from '../facts/tls-policies';
import { RATE_RULE } from '../facts/web-acl-limits';
import { checkHome, checkRegion, checkStage } from '../foundation/home-region';
import { ITieredNetwork, Tier } from '../foundation/network/network';

/** Collect what is wrong with the props of a `WafProtectedAlb`. */
export function checkAlbProps(scope: Construct, props: WafProtectedAlbProps, hardening: Hardening, problems: PropProblems): void {
  const region = known(Stack.of(scope).region);
  checkStage(scope, props.network, problems);
  checkZones(props.network, problems);
  if (hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT)) {
    checkCertificates(props, region, problems);
  } else {
    problems.when(props.certificates.length > 0, 'CERTIFICATES_UNUSED', () => (
      `\`certificates\` holds ${props.certificates.length}, but Safeguard.ENCRYPTION_IN_TRANSIT is waived; remove the waiver, or pass an empty list`));
  }
  checkSslPolicy(props, problems);
  checkLogBucket(scope, props, hardening, problems);
  checkFirewall(props, region, hardening, problems);
  checkOptions(scope, props, hardening, problems);
  checkHome(scope, props, problems);
  const { account } = Stack.of(scope);
  problems.when(props.originLock?._looksUp === true && (region === undefined || known(account) === undefined), 'ORIGIN_LOCK_ENVIRONMENT', () => (
    '`originLock` looks the prefix list up, but account or region of the stack are only known at deployment; pass `env` to the stack, or the list to OriginLock.cloudFront'));
}

function checkOptions(scope: Construct, props: WafProtectedAlbProps, hardening: Hardening, problems: PropProblems): void {
  const plain = !hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT);
  const waived = 'Safeguard.ENCRYPTION_IN_TRANSIT is waived';
  problems.when(plain && props.trustStore !== undefined, 'TRUST_STORE_UNUSED', () => `\`trustStore\` is given, but ${waived}; remove one of the two`);
  problems.when(plain && props.redirectHttp, 'REDIRECT_UNUSED', () => `\`redirectHttp\` is given, but ${waived}; remove one of the two`);
  problems.when(props.originLock !== undefined && (plain || props.redirectHttp === true), 'ORIGIN_LOCK_WITH_HTTP', () => (
    `\`originLock\` is given, but ${plain ? waived : '`redirectHttp` opens port 80 to everybody'}; CloudFront itself redirects (viewerProtocolPolicy), remove one of the two`));
  problems.when(props.webAcl !== undefined && props.webAclArn !== undefined, 'WEB_ACL_TWICE', () => (
    '`webAcl` and `webAclArn` are given, a load balancer has one web ACL; remove one of the two'));
  problems.when(props.webAcl !== undefined && props.webAcl.scope !== WebAclScope.REGIONAL, 'WEB_ACL_SCOPE', () => (
    '`webAcl` is for CloudFront, which protects distributions only; create one with WebAclScope.REGIONAL'));
  const home = props.webAcl?.scope === WebAclScope.REGIONAL ? { env: { region: Stack.of(props.webAcl).region } } : undefined;
  checkRegion(scope, 'webAcl', home, 'create a web ACL in that region', problems);
  checkRegion(scope, 'trustStore', props.trustStore, 'create a trust store in that region', problems);
  // a dynamic reference is resolved in the region of the stack
  props.originLock?._secrets.forEach((secret) => checkRegion(scope, 'originLock.secrets', secret, 'replicate the secret to that region, and pass the replica', problems));
}

function checkZones(network: ITieredNetwork, problems: PropProblems): void {
  const zones = network.subnets(Tier.WEB).map(({ availabilityZone }) => availabilityZone);
  const distinct = new Set(zones).size;
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
  problems.when(distinct < 2, 'WEB_SUBNETS_TOO_FEW', () => (
    `the web tier of \`network\` has subnets in ${distinct} Availability Zone${distinct === 1 ? '' : 's'}, at least 2 are needed; pass a network with more zones`));
}

function checkCertificates({ certificates }: WafProtectedAlbProps, region: string | undefined, problems: PropProblems): void {
  problems.mustBeKnown('certificates', certificates, 'CERTIFICATES_UNKNOWN', 'pass a plain list');
  if (isDeployTime(certificates)) {
    return;
  }
  problems.when(certificates.length === 0, 'CERTIFICATES_MISSING', () => (
    '`certificates` is empty, at least one is needed; pass a certificate from ACM in the region of the load balancer'));
  const arns = certificates.map(({ certificateArn }) => certificateArn);
  arns.forEach((arn, index) => {
    checkCertificate(`certificates[${index}]`, arn, region, problems);
    problems.when(arns.indexOf(arn) < index, 'CERTIFICATE_REPEATED', () => (
      `\`certificates[${index}]\` is the same as \`certificates[${arns.indexOf(arn)}]\`, each may be given once; remove one`));
  });
}

function checkCertificate(name: string, certificateArn: string, region: string | undefined, problems: PropProblems): void {
  const arn = known(certificateArn);
  if (arn === undefined) {
    return;
  }
  const parts = /^arn:[^:]+:(?:acm:([^:]+):\d{12}:certificate|iam::\d{12}:server-certificate)\/.+$/.exec(arn);
  problems.when(parts === null, 'CERTIFICATE_INVALID', () => (
    `\`${name}\` is ${quoted(arn)}, allowed are ARNs of ACM certificates or IAM server certificates; pass Certificate.certificateArn`));
  problems.when(isElsewhere(parts?.[1], region), 'CERTIFICATE_REGION', () => (
    `\`${name}\` is in ${parts?.[1]}, the load balancer in ${region}; request a certificate in ${region}`));
}

function checkSslPolicy({ sslPolicy }: WafProtectedAlbProps, problems: PropProblems): void {
  const name = known<string>(sslPolicy);
  problems.when(name !== undefined && !RECOMMENDED_TLS_POLICIES.some((policy) => policy.name === name), 'SSL_POLICY_WEAK', () => (
    `\`sslPolicy\` is ${quoted(name!)}, allowed are ${RECOMMENDED_TLS_POLICIES.map((policy) => policy.name).join(', ')}; leave it out`));
}

function checkLogBucket(scope: Construct, { logBucket }: WafProtectedAlbProps, hardening: Hardening, problems: PropProblems): void {
  problems.when(logBucket !== undefined && !hardening.keeps(Safeguard.ACCESS_LOGS), 'LOG_BUCKET_UNUSED', () => (
    '`logBucket` is given, but Safeguard.ACCESS_LOGS is waived; remove one of the two'));
  problems.when(logBucket?.encryptionKey !== undefined, 'LOG_BUCKET_ENCRYPTION', () => (
    '`logBucket` is encrypted with a KMS key, Elastic Load Balancing writes only to buckets with SSE-S3; pass a bucket with BucketEncryption.S3_MANAGED'));
  checkRegion(scope, 'logBucket', logBucket, 'pass a bucket of the region of the stack, or leave it out', problems);
}

function checkFirewall(props: WafProtectedAlbProps, region: string | undefined, hardening: Hardening, problems: PropProblems): void {
  const { rateLimit, webAcl, webAclArn } = props;
  const firewall = hardening.keeps(Safeguard.WEB_FIREWALL);
  const given = webAcl === undefined ? 'webAclArn' : 'webAcl';
  const foreign = webAclArn !== undefined || webAcl !== undefined;
  problems.when(foreign && !firewall, 'WEB_ACL_UNUSED', () => (
    `\`${given}\` is given, but Safeguard.WEB_FIREWALL is waived; remove one of the two`));
  problems.when(rateLimit !== undefined && (foreign || !firewall), 'RATE_LIMIT_UNUSED', () => (
    `\`rateLimit\` is given, but ${firewall ? `the rules of \`${given}\` are its owner's` : 'Safeguard.WEB_FIREWALL is waived'}; remove \`rateLimit\``));
  problems.wholeNumber('rateLimit', rateLimit, {
    code: 'RATE_LIMIT_OUT_OF_RANGE', ...RATE_RULE.requests, unit: 'requests', instead: 'leave it out for 2000 requests per five minutes',
  });
  const arn = known(webAclArn);
  if (arn === undefined) {
    return;
  }
  const parts = /^arn:[^:]+:wafv2:([^:]+):\d{12}:regional\/webacl\/[^/]+\/[^/]+$/.exec(arn);
  problems.when(parts === null, 'WEB_ACL_INVALID', () => (
    `\`webAclArn\` is ${quoted(arn)}, allowed are ARNs like arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>; a web ACL for CloudFront (global) does not fit a load balancer`));
  problems.when(isElsewhere(parts?.[1], region), 'WEB_ACL_REGION', () => (
    `\`webAclArn\` is in ${parts?.[1]}, the load balancer in ${region}; pass a web ACL in ${region}`));
}

/** Whether a region is known to differ from that of the load balancer. */
function isElsewhere(region: string | undefined, home: string | undefined): boolean {
  return region !== undefined && home !== undefined && region !== home;
}
