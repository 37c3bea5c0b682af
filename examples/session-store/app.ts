import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';
import { NetworkStack } from './network-stack';
import { ServiceStack } from './service-stack';
import { UsersStack } from './users-stack';

/**
 * Sessions of a shop in DynamoDB: browsers read and write the items of the user who is signed in, a service reads them from the app
 * tier, and the address of the user is encrypted before it leaves that service.
 */
export const app = new App();
const env = { region: 'eu-west-1', account: '111111111111' };
const { network } = new NetworkStack(app, 'Network', { env });
const { sessions, profiles, profileItems } = new DataStack(app, 'Data', { env, network });
new UsersStack(app, 'Users', { env, sessions });
new ServiceStack(app, 'Service', { env, profiles, profileItems });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
