import { Stack, StackProps } from 'aws-cdk-lib';
import { AlertTopic, AuroraGlobalDatabase, SecureAuroraSecondaryCluster, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface SecondaryStackProps extends StackProps {
  readonly world: AuroraGlobalDatabase;
}

/** The second region: it answers reads, sends the few writes of its sessions to the first one, and takes over when that is gone. */
export class SecondaryStack extends Stack {
  public constructor(scope: Construct, id: string, props: SecondaryStackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    new SecureAuroraSecondaryCluster(this, 'Orders', {
      network: new TieredNetwork(this, 'Network'),
      alerts: alerts.topic,
      globalDatabase: props.world,
      writeForwarding: true,
    });
  }
}
