import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { NetworkStack } from './network-stack';
import { WarehouseStack } from './warehouse-stack';

// a cluster in two zones needs subnets in three: the CDK looks them up for a known account and region
const env = { account: process.env.CDK_DEFAULT_ACCOUNT ?? '111111111111', region: process.env.CDK_DEFAULT_REGION ?? 'eu-west-1' };

/** A Redshift cluster that loads encrypted files from one bucket, unloads to another, and shows analysts single columns. */
export const app = new App();
const { network } = new NetworkStack(app, 'Network', { env });
new WarehouseStack(app, 'Warehouse', { env, network });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
