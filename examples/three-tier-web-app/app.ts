import { App, AppProps, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';
import { NetworkStack } from './network-stack';
import { WebStack } from './web-stack';

/** The stacks of the app, for the demo. */
export interface ThreeTierWebApp {
  readonly app: App;
  readonly shared: NetworkStack;
  readonly data: DataStack;
  readonly web: WebStack;
}

/** A web app in three tiers: 443 to the load balancer, 80 to the containers, 3306 to the database. */
export function threeTierWebApp(props?: AppProps): ThreeTierWebApp {
  const app = new App(props);
  const shared = new NetworkStack(app, 'Network');
  const { network } = shared;
  const data = new DataStack(app, 'Data', { network, alerts: shared.alerts.topic });
  const web = new WebStack(app, 'Web', {
    network,
    orders: data.orders,
    certificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111-2222-3333-4444-555555555555',
  });
  Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
  return { app, shared, data, web };
}

export const { app } = threeTierWebApp();
