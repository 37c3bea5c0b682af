import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { AppStack } from './app-stack';
import { SearchStack } from './search-stack';

/**
 * A domain for the logs of an application: shippers write them, people search them, and nobody of them can do more.
 *
 * Once in each account: `aws iam create-service-linked-role --aws-service-name opensearchservice.amazonaws.com`
 */
export const app = new App();
const search = new SearchStack(app, 'Search');
new AppStack(app, 'App', { logs: search.logs });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
