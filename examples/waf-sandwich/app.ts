import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { SandwichStack } from './sandwich-stack';

export const app = new App();
new SandwichStack(app, 'Sandwich', { env: { account: '111111111111', region: 'eu-west-1' } });
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
