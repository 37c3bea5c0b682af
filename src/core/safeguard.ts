/**
 * One protection of a data store, or of what surrounds it.
 *
 * Safeguards are the vocabulary of this library: constructs provide them, rules verify them,
 * waivers name them and controls require them.
 */
export enum Safeguard {
  /** Everything the store writes to disk is encrypted. Cannot be added to a living resource. */
  ENCRYPTION_AT_REST = 'encryption-at-rest',

  /** The encryption key belongs to the customer, not to AWS. Cannot be changed on a living resource. */
  CUSTOMER_MANAGED_KEY = 'customer-managed-key',

  /** The key material is rotated automatically. */
  KEY_ROTATION = 'key-rotation',

  /** A key cannot be disabled or scheduled for deletion without multi-factor authentication. */
  KEY_DELETION_GUARD = 'key-deletion-guard',

  /** Clients without TLS are refused. */
  ENCRYPTION_IN_TRANSIT = 'encryption-in-transit',

  /** The store has no public address and lies in subnets without a route to the internet. */
  PRIVATE_NETWORK = 'private-network',

  /** Only the tier in front of the store reaches its port; the store itself opens no connections. */
  TIERED_ACCESS = 'tiered-access',

  /** A network access list on the data subnets admits only database traffic from the app tier. */
  NETWORK_ACL = 'network-acl',

  /** Network traffic is recorded. */
  FLOW_LOGS = 'flow-logs',

  /** The default security group of the VPC admits nothing. */
  CLOSED_DEFAULT_SECURITY_GROUP = 'closed-default-security-group',

  /** AWS services are reached through VPC endpoints, without a path to the internet. */
  PRIVATE_ENDPOINTS = 'private-endpoints',

  /** Clients can authenticate with short-lived IAM credentials instead of a password. */
  IAM_AUTHENTICATION = 'iam-authentication',

  /** Inside the store, roles decide which data and which actions an identity gets. Cannot be taken off a living store. */
  FINE_GRAINED_ACCESS = 'fine-grained-access',

  /** The master password is generated, stored, and rotated by the service; nobody types it. */
  MANAGED_CREDENTIALS = 'managed-credentials',

  /** The service refuses to delete the resource until the flag is taken off. */
  DELETION_PROTECTION = 'deletion-protection',

  /** The resource outlives the removal of its stack and any replacement by CloudFormation. */
  RETENTION = 'retention',

  /** People need multi-factor authentication to delete, restore over, or unprotect the store. */
  MFA_DELETION = 'mfa-deletion',

  /** Automatic backups with point-in-time recovery are kept long enough. */
  BACKUPS = 'backups',

  /** A plan of AWS Backup keeps further backups in a locked vault, and tells when one fails. */
  BACKUP_PLAN = 'backup-plan',

  /** A standby in another Availability Zone takes over. */
  HIGH_AVAILABILITY = 'high-availability',

  /** The storage grows before it is full. */
  STORAGE_AUTOSCALING = 'storage-autoscaling',

  /** Engine logs are delivered to encrypted log groups and kept. */
  LOG_EXPORTS = 'log-exports',

  /** Operating-system metrics are collected. */
  ENHANCED_MONITORING = 'enhanced-monitoring',

  /** Query performance data is collected and encrypted. */
  PERFORMANCE_INSIGHTS = 'performance-insights',

  /** Alarms on capacity and health notify the alert topic. */
  ALARMS = 'alarms',

  /** Service events (failure, maintenance, configuration change) notify the alert topic. */
  EVENT_NOTIFICATIONS = 'event-notifications',

  /** Notifications are encrypted with a key that every publisher may use, and sent over TLS only. */
  ALERT_DELIVERY = 'alert-delivery',

  /** GuardDuty looks at what happens in the account, and at logins to databases. */
  THREAT_DETECTION = 'threat-detection',

  /** Calls of the API are recorded in all regions, unchangeably, and can be searched. */
  AUDIT_TRAIL = 'audit-trail',

  /** Minor engine versions are installed automatically. */
  AUTOMATIC_PATCHING = 'automatic-patching',

  /** The major version of the engine is in standard support. */
  SUPPORTED_ENGINE = 'supported-engine',

  /** A web application firewall inspects every request. */
  WEB_FIREWALL = 'web-firewall',

  /** The firewall's decisions are logged, without credentials. */
  FIREWALL_LOGS = 'firewall-logs',

  /** Requests are logged by the load balancer. */
  ACCESS_LOGS = 'access-logs',

  /** Malformed and ambiguous requests are dropped before they reach the app. */
  REQUEST_HYGIENE = 'request-hygiene',
}

/** What a safeguard means, and how far it may be weakened. */
export interface SafeguardFacts {
  /** A few words for reports. */
  readonly title: string;

  /** Why it can never be waived; absent when it can. */
  readonly permanent?: string;

  /** Whether it may still be waived for protected (regulated) data. */
  readonly waivableWhenProtected: boolean;
}

const ADDED_LATER_ONLY_TO_A_COPY = 'encryption is fixed when the resource is created; adding it later means copying every byte into a new one';
const PART_OF_THE_SHAPE = 'it is what the construct is built around; a store that needs another network path is not a hardened store';
const PART_OF_THE_SHAPE_OF_DETECTION = 'it is what the construct is there for; an account that is not watched does without the construct';

/** Waivable at every level below Secret. */
function operational(title: string): SafeguardFacts {
  return { title, waivableWhenProtected: true };
}

/** Waivable for confidential and public data only. */
function essential(title: string): SafeguardFacts {
  return { title, waivableWhenProtected: false };
}

/** Never waivable. */
function permanent(title: string, reason: string): SafeguardFacts {
  return { title, permanent: reason, waivableWhenProtected: false };
}

/**
 * What is known about each safeguard.
 */
export const SAFEGUARDS: Readonly<Record<Safeguard, SafeguardFacts>> = {
  [Safeguard.ENCRYPTION_AT_REST]: permanent('encryption at rest', ADDED_LATER_ONLY_TO_A_COPY),
  [Safeguard.CUSTOMER_MANAGED_KEY]: permanent('customer managed key', ADDED_LATER_ONLY_TO_A_COPY),
  [Safeguard.KEY_ROTATION]: essential('key rotation'),
  [Safeguard.KEY_DELETION_GUARD]: essential('keys need MFA to be destroyed'),
  [Safeguard.ENCRYPTION_IN_TRANSIT]: essential('TLS only'),
  [Safeguard.PRIVATE_NETWORK]: permanent('private network', PART_OF_THE_SHAPE),
  [Safeguard.TIERED_ACCESS]: permanent('tiered access', PART_OF_THE_SHAPE),
  [Safeguard.NETWORK_ACL]: essential('network ACL on data subnets'),
  [Safeguard.FLOW_LOGS]: essential('flow logs'),
  [Safeguard.CLOSED_DEFAULT_SECURITY_GROUP]: essential('closed default security group'),
  [Safeguard.PRIVATE_ENDPOINTS]: operational('private endpoints'),
  [Safeguard.IAM_AUTHENTICATION]: essential('IAM authentication'),
  [Safeguard.FINE_GRAINED_ACCESS]: permanent('fine-grained access control', 'the service does not switch it off again; grant roles inside the store instead'),
  [Safeguard.MANAGED_CREDENTIALS]: permanent('managed master password', 'a password that people or templates know cannot be made unknown again'),
  [Safeguard.DELETION_PROTECTION]: essential('deletion protection'),
  [Safeguard.RETENTION]: essential('retained on delete'),
  [Safeguard.MFA_DELETION]: essential('MFA to delete'),
  [Safeguard.BACKUPS]: essential('backups'),
  [Safeguard.BACKUP_PLAN]: operational('backup plan'),
  [Safeguard.HIGH_AVAILABILITY]: operational('standby in another zone'),
  [Safeguard.STORAGE_AUTOSCALING]: operational('storage autoscaling'),
  [Safeguard.LOG_EXPORTS]: essential('log exports'),
  [Safeguard.ENHANCED_MONITORING]: operational('enhanced monitoring'),
  [Safeguard.PERFORMANCE_INSIGHTS]: operational('performance insights'),
  [Safeguard.ALARMS]: operational('alarms'),
  [Safeguard.EVENT_NOTIFICATIONS]: operational('event notifications'),
  [Safeguard.ALERT_DELIVERY]: essential('alerts that arrive'),
  [Safeguard.THREAT_DETECTION]: permanent('threat detection', PART_OF_THE_SHAPE_OF_DETECTION),
  [Safeguard.AUDIT_TRAIL]: permanent('audit trail', PART_OF_THE_SHAPE_OF_DETECTION),
  [Safeguard.AUTOMATIC_PATCHING]: operational('automatic patching'),
  [Safeguard.SUPPORTED_ENGINE]: essential('engine in standard support'),
  [Safeguard.WEB_FIREWALL]: essential('web application firewall'),
  [Safeguard.FIREWALL_LOGS]: essential('firewall logs'),
  [Safeguard.ACCESS_LOGS]: essential('access logs'),
  [Safeguard.REQUEST_HYGIENE]: essential('request hygiene'),
};

/**
 * The name of a safeguard as users write it.
 */
export function safeguardName(safeguard: Safeguard): string {
  const name = Object.entries(Safeguard).find(([, value]) => value === safeguard)?.[0];
  return `Safeguard.${name ?? String(safeguard)}`;
}
