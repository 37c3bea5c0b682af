import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';
import { WebStack } from './web-stack';
import { NetworkStack } from '../three-tier-web-app/network-stack';

/**
 * The catalogue of a shop in three tiers: 443 to the load balancer, 80 to the containers, 9111 with TLS to a DAX cluster, which reads
 * a DynamoDB table in their place. Everybody who may use the cache sees the whole catalogue, and may: it is what the shop shows.
 * What belongs to one customer would not go through a cache that does not ask who reads.
 */
export const app = new App();
const { network, alerts } = new NetworkStack(app, 'Network');
const { catalogue, cache } = new DataStack(app, 'Data', { network, alerts: alerts.topic });
new WebStack(app, 'Web', {
  network,
  catalogue,
  cache,
  certificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111-2222-3333-4444-555555555555',
});
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
