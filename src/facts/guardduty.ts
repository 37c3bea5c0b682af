/** One level of severity of GuardDuty findings. */
export interface FindingSeverity {
  readonly name: 'low' | 'medium' | 'high' | 'critical';

  /** The least value of the level; the next level starts where it ends. */
  readonly from: number;

  /** What AWS advises to do. */
  readonly advice: string;
}

/**
 * The levels, lowest first: 1.0 to 3.9, 4.0 to 6.9, 7.0 to 8.9, 9.0 to 10.0.
 *
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
 */
export const FINDING_SEVERITIES: readonly FindingSeverity[] = [
  { name: 'low', from: 1, advice: 'An attempt that did not succeed. No immediate action; note who tried, since the next attempt may come from there.' },
  { name: 'medium', from: 4, advice: 'Find out whether somebody of yours did this. If nobody knows it, treat the resource as compromised.' },
  { name: 'high', from: 7, advice: 'Treat the resource as compromised: cut it off, replace its credentials, look what else they reached.' },
  { name: 'critical', from: 9, advice: 'An attack is under way or has just succeeded. Call the incident team now; block the principal, keep snapshots and logs.' },
];

/** A protection plan of GuardDuty, as a feature of a detector. */
export interface ProtectionFeature {
  /** Its name in the API and in CloudFormation. */
  readonly name: string;

  /** Agents that it deploys by itself, each a feature within the feature. */
  readonly agents: readonly string[];

  /** Regions that do not have it, or how their names start. */
  readonly absentFrom?: readonly string[];
}

/**
 * Where a feature is missing: https://docs.amazonaws.cn/en_us/aws/latest/userguide/guardduty.html,
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_regions.html
 *
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
 */
export const PROTECTION_FEATURES: Readonly<Record<'rds' | 's3' | 'lambda' | 'eks' | 'malware' | 'runtime', ProtectionFeature>> = {
  rds: { name: 'RDS_LOGIN_EVENTS', agents: [], absentFrom: ['ap-east-2'] },
  s3: { name: 'S3_DATA_EVENTS', agents: [] },
  lambda: { name: 'LAMBDA_NETWORK_LOGS', agents: [] },
  eks: { name: 'EKS_AUDIT_LOGS', agents: [] },
  malware: { name: 'EBS_MALWARE_PROTECTION', agents: [] },
  // it replaces EKS_RUNTIME_MONITORING, with which it cannot be combined
  runtime: { name: 'RUNTIME_MONITORING', agents: ['EKS_ADDON_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'], absentFrom: ['cn-'] },
};

/**
 * The data sources that some features were before, below `DataSources`. A detector takes features or data sources, not both:
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
 */
export const PROTECTION_DATA_SOURCES: Readonly<Record<string, string | undefined>> = {
  S3_DATA_EVENTS: 'S3Logs.Enable',
  EKS_AUDIT_LOGS: 'Kubernetes.AuditLogs.Enable',
  EBS_MALWARE_PROTECTION: 'MalwareProtection.ScanEc2InstanceWithFindings.EbsVolumes',
};

/** Whether a region has no such protection; of one that only deployment knows, nobody can say. */
export function lacksProtection(region: string, feature: string): boolean {
  const found = Object.values(PROTECTION_FEATURES).find(({ name }) => name === feature);
  return found?.absentFrom?.some((start) => region.startsWith(start)) === true;
}

/**
 * Finding types that are about databases by themselves: anomalous, brute-force, malicious and Tor logins.
 *
 * https://docs.aws.amazon.com/guardduty/latest/ug/findings-rds-protection.html
 */
export const DATABASE_FINDING_TYPES = '*:RDS/*';

/**
 * Services whose calls make any other finding one about databases, their keys, secrets or backups.
 *
 * https://docs.aws.amazon.com/guardduty/latest/APIReference/API_AwsApiCallAction.html
 */
export const DATABASE_API_SERVICES: readonly string[] = ['rds', 'rds-data', 'dynamodb', 'dax', 'redshift', 'redshift-data', 'redshift-serverless', 'elasticache',
  'memory-db', 'es', 'aoss', 'kms', 'secretsmanager', 'backup'].map((service) => `${service}.amazonaws.com`);

/**
 * Calls by which somebody blinds GuardDuty: it stops, leaves its administrator, hides findings, trusts an address, forgets a list.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html
 */
export const GUARDDUTY_TAMPERING: readonly string[] = [
  'DeleteDetector', 'UpdateDetector', 'StopMonitoringMembers', 'DeleteMembers', 'DisassociateMembers', 'UpdateMemberDetectors',
  'DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DisableOrganizationAdminAccount', 'UpdateOrganizationConfiguration',
  'CreateFilter', 'UpdateFilter', 'ArchiveFindings', 'CreateIPSet', 'UpdateIPSet', 'CreateTrustedEntitySet', 'UpdateTrustedEntitySet',
  'DeleteThreatIntelSet', 'UpdateThreatIntelSet', 'DeleteThreatEntitySet', 'UpdateThreatEntitySet', 'DeletePublishingDestination',
  'UpdatePublishingDestination', 'UpdateMalwareScanSettings',
];

/** How often GuardDuty tells again about a finding that goes on, in minutes, and its name. */
export const PUBLISHING_FREQUENCIES: Readonly<Record<number, string>> = { 15: 'FIFTEEN_MINUTES', 60: 'ONE_HOUR', 360: 'SIX_HOURS' };

/** The custom resource by which `GuardDutyDetector` adopts the detector that an account has, or creates one. */
export const ADOPTED_DETECTOR = 'Custom::GuardDutyDetector';
