import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { AppStack } from './app-stack';
import { DataStack } from './data-stack';

/**
 * Aurora PostgreSQL Serverless v2 behind the three tiers, for functions that come and go by the hundred: they connect to an
 * RDS Proxy with IAM tokens, and no password exists that they could leak.
 */
export const app = new App();
const data = new DataStack(app, 'Data');
new AppStack(app, 'App', { orders: data.orders });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
