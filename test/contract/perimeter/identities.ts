import { Identities } from '../identities';

/** What the perimeter keeps. */
export const PERIMETER_IDENTITIES: Identities = {
  'WafProtectedAlb': {
    'LoadBalancer/Resource': 'SubjectLoadBalancer057E8125',
    'LogBucket/Resource': 'SubjectLogBucket7A488458',
    'LogAccessBucket/Resource': 'SubjectLogAccessBucketF382639A',
    'WebAcl/Logs/Resource': 'SubjectWebAclLogsC6D0B29D',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
  },
  'DatabaseWebAcl': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'Logs/Resource': 'SubjectLogsBA7C4E70',
  },
  'DatabaseWebAcl (logs in S3)': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LogAccessBucket/Resource': 'SubjectLogAccessBucketF382639A',
    'LogBucket/Resource': 'SubjectLogBucket7A488458',
  },
  'FirewallRuleGroup': {},
  'AddressBlocklist': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
  },
};
