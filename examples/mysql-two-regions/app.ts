import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { OrdersStack } from './orders-stack';
import { ReportsStack } from './reports-stack';

const account = '111111111111';

/**
 * MySQL with a replica and a copy of its backups in a second region, and an alarm in both regions on whoever connects from
 * outside the networks.
 */
export const app = new App();
const orders = new OrdersStack(app, 'Orders', { env: { account, region: 'eu-west-1' } });
new ReportsStack(app, 'Reports', { env: { account, region: 'eu-central-1' }, source: orders.orders });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
