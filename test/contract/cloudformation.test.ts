import { App } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CERTIFICATE } from './subjects';
import { AlertTopic } from '../../src/foundation/alerts/alert-topic';
import { DeletionGuard } from '../../src/foundation/deletion/deletion-guard';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { ENV, rdsInstance, RDS_TEST_ENGINES, twoStacks } from '../support/fixtures';

// the engine takes seconds a stack, so one app holds every construct once
beforeAll(() => {
  delete process.env.CDK_VALIDATION;
});
afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
});

test('every construct passes the validation that is built into the CDK, with warnings as errors', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  const stacks = twoStacks(ENV, app);
  const alerts = new AlertTopic(stacks.networkStack, 'Alerts', { emails: ['team@example.com'] }).topic;
  const stores = RDS_TEST_ENGINES.map(([name, engine]) => rdsInstance(stacks, { engine, alerts }, name));
  new DeletionGuard(stacks.dataStack, 'Guard', { stores });
  new WafProtectedAlb(stacks.dataStack, 'Edge', { network: stacks.network, certificates: [elbv2.ListenerCertificate.fromArn(CERTIFICATE)] });
  expect(() => app.synth()).not.toThrow();
});
