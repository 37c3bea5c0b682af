import { join } from 'path';
import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks, ReplacementLock, StackPolicy } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';

export const app = new App();
new DataStack(app, 'Data');

// what CloudFormation refuses, once the policy is set
new StackPolicy(app, 'StackPolicy');

// what does not even pass a synth: the file beside this one is committed, and `-c cdk-hardened-databases:lock=record` writes it
Validations.of(app).addPlugins(
  new DatabaseHardeningChecks(app),
  new ReplacementLock(app, { file: join(__dirname, 'stateful-resources.lock.json') }),
);
