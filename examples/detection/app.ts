import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DetectionStack } from './detection-stack';

/** What happens in the account is seen by people: attacks by GuardDuty, changes by CloudTrail. */
export const app = new App();
new DetectionStack(app, 'Detection');
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
