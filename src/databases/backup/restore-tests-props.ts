import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';

/** Which backup a restore test takes. */
export enum TestedBackup {
  /** The latest one: what would be restored today. */
  LATEST = 'LATEST_WITHIN_WINDOW',

  /** Any of them, so that older ones are tried as well. */
  RANDOM = 'RANDOM_WITHIN_WINDOW',
}

/**
 * How AWS Backup tries whether the backups of a plan can be restored.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export interface RestoreTests {
  /**
   * When tests may begin: a cron expression, in UTC.
   *
   * @default - Sunday at 16:00 UTC, after the backup of that day
   */
  readonly schedule?: events.Schedule;

  /**
   * How long after `schedule` tests may begin at the latest: whole hours, 1 to 168.
   *
   * @default Duration.hours(8)
   */
  readonly startWindow?: Duration;

  /**
   * How old the tested backup may be: whole days, 1 to 365. Of a store without a backup so young, nothing is tested, and nobody is told.
   *
   * @default Duration.days(7)
   */
  readonly selectionWindow?: Duration;

  /**
   * Which of these backups is restored.
   *
   * @default - TestedBackup.LATEST
   */
  readonly backup?: TestedBackup;

  /**
   * How long a copy stays, so that something can look into it and call `backup:PutRestoreValidationResult`: whole hours, 1 to 168. A
   * database runs, and costs, for so long.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html
   * @default - a copy is deleted as soon as it stands
   */
  readonly validationWindow?: Duration;
}
