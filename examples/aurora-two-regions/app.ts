import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { PrimaryStack } from './primary-stack';
import { SecondaryStack } from './secondary-stack';

const account = '111111111111';

/** An Aurora global database: the cluster that takes the writes, and one in a second region that can take over. */
export const app = new App();
const { world } = new PrimaryStack(app, 'Orders', { env: { account, region: 'eu-west-1' } });
new SecondaryStack(app, 'OrdersElsewhere', { env: { account, region: 'eu-central-1' }, world });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
