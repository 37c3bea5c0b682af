import { Duration, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { AlertTopic, MasterAuthentication, SecureRdsInstance, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

const RANGE = '10.10.0.0/16';

/** The first region: the instance that takes the writes. */
export class OrdersStack extends Stack {
  public readonly orders: SecureRdsInstance;

  public constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    this.orders = new SecureRdsInstance(this, 'Orders', {
      network: new TieredNetwork(this, 'Network', { ipAddresses: ec2.IpAddresses.cidr(RANGE) }),
      alerts: alerts.topic,
      engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 }),
      naming: { databaseName: 'orders' },
      // RDS makes no replica of an instance whose password it manages
      engineOptions: { masterAuthentication: MasterAuthentication.IAM },
      // met by the automated backups, the standby, and the replica in the second region; what a restore takes is tried every Sunday
      recovery: {
        objectives: {
          application: { point: Duration.minutes(5), time: Duration.hours(4) },
          zone: { point: Duration.seconds(0), time: Duration.minutes(2) },
          region: { point: Duration.minutes(1), time: Duration.minutes(30) },
        },
      },
    });
    this.orders.alarmOnConnectionsFromOutside([RANGE]);
    this.orders.replicateBackups({ region: 'eu-central-1', encryptionKeyArn: `arn:aws:kms:eu-central-1:${this.account}:alias/backups`, retention: Duration.days(14) });
  }
}
