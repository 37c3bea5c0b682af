import { Stack, StackProps } from 'aws-cdk-lib';
import { AlertTopic, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** What the other stacks share: the three tiers, and the people who are told when something happens. */
export class NetworkStack extends Stack {
  public readonly network: TieredNetwork;
  public readonly alerts: AlertTopic;

  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    this.network = new TieredNetwork(this, 'Network');
    this.alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
  }
}
