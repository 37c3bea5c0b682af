import { Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ITieredNetwork, SecureRdsInstance, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { AppService } from './app-service';

export interface WebStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly orders: SecureRdsInstance;

  /** Certificate of the public host name, in the region of the stack. */
  readonly certificateArn: string;
}

/** The load balancer behind its firewall, and the containers behind the load balancer. */
export class WebStack extends Stack {
  public readonly edge: WafProtectedAlb;

  public constructor(scope: Construct, id: string, { network, orders, certificateArn, ...props }: WebStackProps) {
    super(scope, id, props);
    this.edge = new WafProtectedAlb(this, 'Edge', {
      network,
      alerts: orders.alerts,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn)],
    });
    const app = new AppService(this, 'App', { network, settingsName: 'ORDERS_HOST', settings: orders.instance.dbInstanceEndpointAddress });
    orders.grants.connect(app.role, 'orders_app');
    this.edge.addAppTargets('App', { targets: [app.service] });
  }
}
