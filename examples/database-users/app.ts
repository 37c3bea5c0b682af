import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';
import { NetworkStack } from './network-stack';
import { PipelineStack } from './pipeline-stack';
import { ReportsStack } from './reports-stack';

/** Aurora PostgreSQL with two workloads, each with a user of its own: reports read, the pipeline migrates. Nobody has a password. */
export const app = new App();
const { network } = new NetworkStack(app, 'Network');
const { users } = new DataStack(app, 'Data', { network });
new ReportsStack(app, 'Reports', { users });
new PipelineStack(app, 'Pipeline', { network, users });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
