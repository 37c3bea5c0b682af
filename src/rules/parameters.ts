/** Thresholds that an organisation may move. */
export interface RuleParameters {
  /** Least days of automated backups. */
  readonly minBackupDays: number;

  /** Least days that log groups keep their events. */
  readonly minLogRetentionDays: number;

  /** Days before an engine's end of standard support from which on a rule reports it. */
  readonly endOfLifeNoticeDays: number;
}

// Security Hub RDS.11 (7 days) and CloudWatch.16 (365 days):
// https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html
export const DEFAULT_PARAMETERS: RuleParameters = {
  minBackupDays: 7,
  minLogRetentionDays: 365,
  endOfLifeNoticeDays: 0,
};
