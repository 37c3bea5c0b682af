import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';
import { NetworkStack } from './network-stack';
import { PipelineStack } from './pipeline-stack';
import { ReportsStack } from './reports-stack';
import { ShopStack } from './shop-stack';

/** Aurora PostgreSQL with two applications: the shop writes, reports only read. The pipeline alone changes tables. Nobody has a password. */
export const app = new App({ postCliContext: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
const { network } = new NetworkStack(app, 'Network');
const { users } = new DataStack(app, 'Data', { network });
new ShopStack(app, 'Shop', { users });
new ReportsStack(app, 'Reports', { users });
new PipelineStack(app, 'Pipeline', { network, users });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
