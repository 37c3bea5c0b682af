import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * How much harm a leak or loss of the data would do.
 *
 * The level sets the strength of each safeguard, and says which may be waived at all.
 */
export enum DataClassification {
  /** Anybody may see it. The least retention; every safeguard that can be weakened may be waived. */
  PUBLIC = 'public',

  /** For the organisation and its customers. Security Hub's minimum for every retention. */
  CONFIDENTIAL = 'confidential',

  /** Regulated or personal data. The strictest published minimum; only operational safeguards may be waived. */
  PROTECTED = 'protected',

  /** The organisation's survival depends on it. The strictest published minimum; nothing may be waived. */
  SECRET = 'secret',
}

/** What a classification demands. */
export interface ClassificationFacts {
  /** Least days of automated backups. */
  readonly minBackupDays: number;

  /** Days of automated backups when the caller says nothing. */
  readonly defaultBackupDays: number;

  /** How long logs are kept. */
  readonly logRetention: RetentionDays;

  /** Days between two rotations of the key material. */
  readonly keyRotationDays: number;
}

// Security Hub RDS.11 and RDS.50 ask for 7 days of backups, CloudWatch.16 for a year of logs:
// https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11
// https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16
const SECURITY_HUB = { minBackupDays: 7, defaultBackupDays: 7, logRetention: RetentionDays.ONE_YEAR, keyRotationDays: 365 };

// The strictest published minima: 35 days of backups (AWS Config `backup-plan-min-frequency-and-min-retention-check`),
// six years of records (HIPAA 45 CFR 164.316(b)(2)(i)).
// https://docs.aws.amazon.com/config/latest/developerguide/backup-plan-min-frequency-and-min-retention-check.html
const STRICTEST = { minBackupDays: 35, defaultBackupDays: 35, logRetention: RetentionDays.SIX_YEARS, keyRotationDays: 365 };

/**
 * What each classification demands.
 */
export const CLASSIFICATIONS: Readonly<Record<DataClassification, ClassificationFacts>> = {
  [DataClassification.PUBLIC]: { ...SECURITY_HUB, minBackupDays: 1 },
  [DataClassification.CONFIDENTIAL]: SECURITY_HUB,
  [DataClassification.PROTECTED]: STRICTEST,
  [DataClassification.SECRET]: { ...STRICTEST, keyRotationDays: 90 },
};
