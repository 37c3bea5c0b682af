import { Duration } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { CalledService, calledService, checkWay } from '../../foundation/functions/called-service';
import { checkHome, checkStage } from '../../foundation/home-region';
import { ITieredNetwork } from '../../foundation/network/network';

/** Who may have snapshots of Redshift clusters. */
export interface RedshiftSnapshotSharing {
  /**
   * Accounts that may restore them, 12 digits each.
   *
   * @default - none but this account
   */
  readonly trustedAccounts?: string[];
}

/** Properties of `SnapshotExposure`. */
export interface SnapshotExposureProps {
  /** A network of the region: the function runs in its app tier, and reaches RDS through the endpoint `RDS`. */
  readonly network: ITieredNetwork;

  /**
   * Accounts that may restore snapshots of RDS and Aurora, 12 digits each: one for backups, as a rule.
   *
   * @default - none but this account
   */
  readonly trustedAccounts?: string[];

  /**
   * Have manual snapshots of Redshift clusters looked at, too; the function then needs the endpoint `REDSHIFT`.
   *
   * @default - snapshots of RDS and Aurora only
   */
  readonly redshift?: RedshiftSnapshotSharing;

  /**
   * How often the snapshots are looked at: 15 minutes to 12 hours, in whole minutes.
   *
   * @default Duration.hours(1)
   */
  readonly every?: Duration;

  /**
   * The key for the log of the function and for runs that failed. An imported key is used as it is: its policy must admit CloudWatch Logs and SQS.
   *
   * @default - a new key with rotation and retention
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Where alarms go.
   *
   * @default - an `AlertTopic` of its own, without subscribers; subscribe to `alerts`
   */
  readonly alerts?: sns.ITopic;

  /**
   * How much harm a leak of the names would do; sets how long the log is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

const RDS: CalledService = calledService('rds', 'RDS');
const REDSHIFT: CalledService = calledService('redshift', 'REDSHIFT');

/** What the function calls. */
export function calledBy(redshift: RedshiftSnapshotSharing | undefined): CalledService[] {
  return [RDS, ...redshift === undefined ? [] : [REDSHIFT]];
}

/** Collect what is wrong with the props. */
export function checkExposure(scope: Construct, props: SnapshotExposureProps, problems: PropProblems): void {
  const { network, redshift } = props;
  checkStage(scope, network, problems);
  checkAccounts('trustedAccounts', props.trustedAccounts, problems);
  checkAccounts('redshift.trustedAccounts', redshift?.trustedAccounts, problems);
  checkHome(scope, props, problems);
  // the alarms are made of it
  problems.minutes('every', props.every, 'EVERY_UNKNOWN', { code: 'EVERY_OUT_OF_RANGE', min: 15, max: 720, instead: 'leave it out for an hour' });
  calledBy(redshift).forEach((service) => checkWay(network, service, problems));
}

function checkAccounts(name: string, accounts: string[] | undefined, problems: PropProblems): void {
  problems.when(accounts?.length === 0, 'ACCOUNTS_EMPTY', () => `\`${name}\` is empty; leave it out when no account may have snapshots`);
  accounts?.forEach((account, index) => problems.text(`${name}[${index}]`, account, {
    code: 'ACCOUNT_INVALID', pattern: /^\d{12}$/, allowed: 'account ids of 12 digits', instead: 'name each account by its id',
  }));
}
