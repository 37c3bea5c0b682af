import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { ANNOUNCED } from './announced';
import { BACKUP_VARIANTS } from './backup/subjects';
import { shareNetwork, Subject } from './subject';
import { SUBJECTS } from './subjects';
import { ENV } from '../support/fixtures';

// the engine takes seconds a stack, so one app holds every construct once, and one network
beforeAll(() => {
  delete process.env.CDK_VALIDATION;
});
afterAll(() => {
  process.env.CDK_VALIDATION = 'false';
});

/** Instances that take their encryption from another resource, and cannot heed the warning that they should set it. */
const inherits = ({ name }: Subject) => /Aurora|^DatabaseActivityStream|^SecureRdsReplica$/.test(name);

function buildAll(app: App, subjects: readonly Subject[]): void {
  shareNetwork(app, { env: ENV });
  subjects.forEach((subject, index) => subject.build(new Stack(app, `Stack${index}`, { env: ENV })));
}

test('every construct, and stores whose teardown is announced, pass the validation that is built into the CDK, with warnings as errors', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  expect(ANNOUNCED).toHaveLength(4);
  buildAll(app, [...SUBJECTS.filter((subject) => !inherits(subject)), ...ANNOUNCED]);
  expect(() => app.synth()).not.toThrow();
});

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly violatingConstructs: readonly { readonly constructPath: string }[] }[];
  }[];
}

test('members and replicas pass it too, but for a warning that they cannot heed', () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
  buildAll(app, [...SUBJECTS.filter(inherits), ...BACKUP_VARIANTS]);
  // the CDK prints the warnings as well
  jest.spyOn(console, 'error').mockImplementation();
  const { directory } = app.synth();
  const { pluginReports } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')) as ValidationReport;
  const found = pluginReports.flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
  // the cluster encrypts the storage, and the source of a replica; RDS refuses the property on both, and newer CDK versions know that
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html#cfn-rds-dbinstance-storageencrypted
  expect(found.filter((finding) => !/^W9008 at .*\/(Writer|Reader[12]|Subject\/Instance)\/Resource$/.test(finding))).toEqual([]);
});
