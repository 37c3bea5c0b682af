import { RemovalPolicy } from 'aws-cdk-lib';
import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, attribute, remove, resources, set } from '../sabotage-tools';

const PERIMETER = ['WafProtectedAlb'];
const FIREWALL = ['DatabaseWebAcl', 'DatabaseWebAcl (logs in S3)'];
const ALARM = 'AWS::CloudWatch::Alarm';
export const PERIMETER_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: PERIMETER,
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['elb.tls-policy'],
    apply: set('AWS::ElasticLoadBalancingV2::Listener', 'SslPolicy', 'ELBSecurityPolicy-2016-08'),
  },
  {
    subjects: PERIMETER,
    safeguard: Safeguard.REQUEST_HYGIENE,
    rules: ['elb.drop-invalid-headers'],
    apply: attribute('routing.http.drop_invalid_header_fields.enabled', 'false'),
  },
  { subjects: PERIMETER, safeguard: Safeguard.DELETION_PROTECTION, rules: ['elb.deletion-protection'], apply: attribute('deletion_protection.enabled', 'false') },
  { subjects: PERIMETER, safeguard: Safeguard.ACCESS_LOGS, rules: ['elb.access-logs'], apply: attribute('access_logs.s3.enabled', 'false') },
  { subjects: PERIMETER, safeguard: Safeguard.WEB_FIREWALL, rules: ['elb.web-acl'], apply: remove('AWS::WAFv2::WebACLAssociation') },
  { subjects: [...PERIMETER, ...FIREWALL], safeguard: Safeguard.FIREWALL_LOGS, rules: ['wafv2.logging'], apply: remove('AWS::WAFv2::LoggingConfiguration') },
  {
    subjects: PERIMETER,
    safeguard: Safeguard.RETENTION,
    rules: ['s3.retained'],
    apply: (built) => resources(built, 'AWS::S3::Bucket').forEach((bucket) => bucket.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  { subjects: PERIMETER, safeguard: Safeguard.ALARMS, rules: ['elb.alarmed', 'wafv2.alarmed'], apply: remove(ALARM) },
  { subjects: FIREWALL, safeguard: Safeguard.ALARMS, rules: ['wafv2.alarmed'], apply: remove(ALARM) },
  {
    subjects: FIREWALL,
    safeguard: Safeguard.WEB_FIREWALL,
    rules: ['wafv2.known-bad-inputs', 'wafv2.rate-limit', 'wafv2.sql-injection'],
    apply: set('AWS::WAFv2::WebACL', 'Rules', [{ Name: 'Nothing', Priority: 0, Action: { Count: {} }, VisibilityConfig: { CloudWatchMetricsEnabled: true }, Statement: {} }]),
  },
  {
    subjects: ['AddressBlocklist'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
];
