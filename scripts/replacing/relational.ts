import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Change, change, KEY_ARN, TOPIC_ARN } from './study';
import { DataClassification } from '../../src/core/data-classification';
import { Safeguard, SAFEGUARDS, safeguardName } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { DataStoreProps } from '../../src/databases/data-store';
import { RdsRecovery } from '../../src/databases/rds/rds-props';

/** What is lost when it is replaced, even if it is retained: a new one comes empty, or with a new address. */
export const RELATIONAL_STATE = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::RDS::DBProxy', 'AWS::Backup::BackupVault', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::SNS::Topic'];

/** Why two props of every store are not changed. */
export const LEFT_OF_EVERY_STORE = {
  network: 'another VPC is another home for the data',
  deletionGuard: 'a guard adds policies beside the store',
};

/** A larger class than any default. */
export const LARGER = ec2.InstanceType.of(ec2.InstanceClass.R6G, ec2.InstanceSize.XLARGE);

/** The props that every data store has. */
export function ofEveryStore<P extends DataStoreProps>(): Change<P>[] {
  return [
    change<P>('classification', { classification: DataClassification.PROTECTED } as Partial<P>),
    { prop: 'encryptionKey', after: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN) }) as Partial<P> },
    { prop: 'alerts', after: (stack) => ({ alerts: sns.Topic.fromTopicArn(stack, 'OwnTopic', TOPIC_ARN) }) as Partial<P> },
  ];
}

/** The props about time that relational stores have. */
export function ofWindows<P extends { readonly recovery?: RdsRecovery }>(): Change<P>[] {
  return [
    change<P>('recovery.retention', { recovery: { retention: Duration.days(14) } } as Partial<P>),
    change<P>('recovery.objectives', { recovery: { objectives: { zone: { time: Duration.minutes(2) } } } } as Partial<P>),
    change<P>('windows.backup', { windows: { backup: '03:00-03:30' } } as unknown as Partial<P>),
    change<P>('windows.maintenance', { windows: { maintenance: 'mon:05:00-mon:06:00' } } as unknown as Partial<P>),
  ];
}

/** A waiver of every safeguard that can be waived. */
export function ofWaivers<P extends DataStoreProps>(safeguards: readonly Safeguard[]): Change<P>[] {
  // a store that is not retained has no plan of its own either
  const companion = safeguards.filter((safeguard) => safeguard === Safeguard.BACKUP_PLAN);
  return safeguards.filter((safeguard) => SAFEGUARDS[safeguard].permanent === undefined).map((safeguard) => {
    const waived = safeguard === Safeguard.RETENTION ? [safeguard, ...companion] : [safeguard];
    return change<P>(`waivers (${waived.map(safeguardName).join(', ')})`, {
      waivers: waived.map((each) => Waiver.of(each, 'preview environment, rebuilt nightly')),
    } as Partial<P>);
  });
}
