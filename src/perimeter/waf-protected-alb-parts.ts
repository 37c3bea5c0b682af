import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { admitLogDelivery, createLogBucket } from './log-bucket';
import { WafProtectedAlbProps } from './waf-protected-alb-props';
import { PropProblems } from '../core/check-props';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';
import { DEFAULT_TLS_POLICY } from '../facts/tls-policies';
import { Tier } from '../foundation/network/network';

/** Which safeguards a load balancer knows. */
export function hardeningFor(props: WafProtectedAlbProps, problems: PropProblems): Hardening {
  const waives = (safeguard: Safeguard) => (props.waivers ?? []).some((waiver) => waiver.safeguard === safeguard);
  // the logs of somebody else's web ACL are not ours to provide; a firewall that is not there has none
  const own = props.webAclArn === undefined && props.webAcl === undefined;
  const decisionsAreOurs = own && (!waives(Safeguard.WEB_FIREWALL) || waives(Safeguard.FIREWALL_LOGS));
  return new Hardening({
    construct: 'WafProtectedAlb',
    classification: props.classification,
    safeguards: [
      Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.REQUEST_HYGIENE, Safeguard.WEB_FIREWALL, ...(decisionsAreOurs ? [Safeguard.FIREWALL_LOGS] : []),
      Safeguard.ACCESS_LOGS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.ALARMS,
    ],
    waivers: props.waivers,
  }, problems);
}

/** The load balancer, in the web tier. */
export function createLoadBalancer(
  scope: Construct, { network, originLock }: WafProtectedAlbProps, hardening: Hardening,
): elbv2.ApplicationLoadBalancer {
  const hygiene = hardening.keeps(Safeguard.REQUEST_HYGIENE);
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: network.vpc,
    vpcSubnets: { subnets: network.subnets(Tier.WEB) },
    securityGroup: originLock?._securityGroup(scope, network) ?? network.webSecurityGroup,
    internetFacing: true,
    deletionProtection: hardening.keeps(Safeguard.DELETION_PROTECTION),
    dropInvalidHeaderFields: hygiene ? true : undefined,
    // https://aws.github.io/aws-elb-best-practices/security/vulnerability_management
    desyncMitigationMode: hygiene ? elbv2.DesyncMitigationMode.STRICTEST : undefined,
    // the address that the load balancer saw comes last; whatever a client claims stands before it
    xffHeaderProcessingMode: hygiene ? elbv2.XffHeaderProcessingMode.APPEND : undefined,
  });
  if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
    // written out, since the L2 leaves `false` out, and a change by hand would stay
    loadBalancer.setAttribute('waf.fail_open.enabled', 'false');
  }
  return loadBalancer;
}

/** Access and connection logs. `logAccessLogs` of the L2 refuses stacks without a region. */
export function logRequests(
  scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, props: WafProtectedAlbProps, hardening: Hardening,
): s3.IBucket | undefined {
  if (!hardening.keeps(Safeguard.ACCESS_LOGS)) {
    return undefined;
  }
  const bucket = props.logBucket ?? createLogBucket(scope, { classification: hardening.classification, removalPolicy: ofBuckets(hardening) });
  const kinds = [{ attribute: 'access_logs', prefix: 'access-logs' }, { attribute: 'connection_logs', prefix: 'connection-logs' }];
  admitLogDelivery(scope, bucket, kinds.map(({ prefix }) => prefix));
  for (const { attribute, prefix } of kinds) {
    loadBalancer.setAttribute(`${attribute}.s3.enabled`, 'true');
    loadBalancer.setAttribute(`${attribute}.s3.bucket`, bucket.bucketName);
    loadBalancer.setAttribute(`${attribute}.s3.prefix`, prefix);
  }
  if (bucket.policy) {
    // Elastic Load Balancing writes a test file when logs are switched on
    loadBalancer.node.addDependency(bucket.policy);
  }
  return bucket;
}

/** The listener, which answers 404 to what no target claims. */
export function createListener(
  scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, props: WafProtectedAlbProps, hardening: Hardening,
): elbv2.ApplicationListener {
  const defaultAction = elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' });
  // the security group of the load balancer opens the port, hence `open: false`
  if (!hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT)) {
    openPort80(scope, 'PlainHttp', props, 'HTTP without TLS from the internet: ENCRYPTION_IN_TRANSIT is waived');
    return loadBalancer.addListener('Listener', { protocol: elbv2.ApplicationProtocol.HTTP, port: 80, open: false, defaultAction });
  }
  if (props.redirectHttp === true) {
    openPort80(scope, 'RedirectedHttp', props, 'HTTP from the internet, only to be redirected to HTTPS');
    loadBalancer.addListener('RedirectListener', {
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: 80,
      open: false,
      defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
  }
  return loadBalancer.addListener('Listener', {
    protocol: elbv2.ApplicationProtocol.HTTPS,
    port: 443,
    certificates: props.certificates,
    sslPolicy: props.sslPolicy ?? DEFAULT_TLS_POLICY as elbv2.SslPolicy,
    mutualAuthentication: props.trustStore && {
      mutualAuthenticationMode: elbv2.MutualAuthenticationMode.VERIFY, trustStore: props.trustStore, ignoreClientCertificateExpiry: false,
    },
    open: false,
    defaultAction,
  });
}

/** What becomes of logs when the stack goes. */
export function removalPolicy(hardening: Hardening): RemovalPolicy {
  return hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}

/** A bucket with logs in it cannot be deleted with its stack, and would stop the removal of one that is thrown away. */
function ofBuckets(hardening: Hardening): RemovalPolicy {
  return hardening.disposable ? RemovalPolicy.RETAIN : removalPolicy(hardening);
}

function openPort80(scope: Construct, id: string, { network }: WafProtectedAlbProps, description: string): void {
  new ec2.CfnSecurityGroupIngress(scope, id, {
    groupId: network.webSecurityGroup.securityGroupId, ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIp: '0.0.0.0/0', description,
  });
}
