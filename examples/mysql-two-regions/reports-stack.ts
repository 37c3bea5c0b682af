import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AlertTopic, SecureRdsInstance, SecureRdsReplica, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

const RANGE = '10.20.0.0/16';

export interface ReportsStackProps extends StackProps {
  readonly source: SecureRdsInstance;
}

/** The second region: a replica for reports, which can be promoted when the first region is gone. */
export class ReportsStack extends Stack {
  public constructor(scope: Construct, id: string, props: ReportsStackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    const reports = new SecureRdsReplica(this, 'Reports', {
      network: new TieredNetwork(this, 'Network', { ipAddresses: ec2.IpAddresses.cidr(RANGE) }),
      alerts: alerts.topic,
      source: props.source,
    });
    reports.alarmOnConnectionsFromOutside([RANGE]);
  }
}
