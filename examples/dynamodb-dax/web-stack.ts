import { Stack, StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ITieredNetwork, SecureDaxCluster, SecureDynamoTable, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { AppService } from '../three-tier-web-app/app-service';

export interface WebStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly catalogue: SecureDynamoTable;
  readonly cache: SecureDaxCluster;

  /** Certificate of the public host name, in the region of the stack. */
  readonly certificateArn: string;
}

/** The load balancer behind its firewall, and the containers that read the catalogue through the cache. */
export class WebStack extends Stack {
  public constructor(scope: Construct, id: string, { network, catalogue, cache, certificateArn, ...props }: WebStackProps) {
    super(scope, id, props);
    const edge = new WafProtectedAlb(this, 'Edge', {
      network,
      alerts: cache.alerts,
      certificates: [acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn)],
    });
    const app = new AppService(this, 'App', {
      network, settingsName: 'SETTINGS', settings: this.toJsonString({ table: catalogue.tableName, cache: cache.endpointUrl }),
    });
    cache.grants.connectReadOnly(app.role);
    // the client falls back to the table while the cache is down; the policy of the endpoint and of the table hold there too
    catalogue.grants.read(app.role);
    edge.addAppTargets('App', { targets: [app.service] });
  }
}
