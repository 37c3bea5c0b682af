import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, HIPAASecurityChecks, NagPack, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { BACKUP_VARIANTS } from './backup/subjects';
import { REDSHIFT_VARIANTS } from './redshift/subjects';
import { Subject } from './subject';
import { build, SUBJECTS } from './subjects';
import { ByDesign } from '../../src/packs/by-design';
import { unclearTexts } from '../support/alert-texts';
import { findingsOfSynthesized, listed } from '../support/findings';

type Pack = new (scope: App) => NagPack;
const PACKS: readonly Pack[] = [
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks,
];

/** What all packs of cdk-nag find, as `rule at path`. */
function nagFindings(app: App): string[] {
  return PACKS.flatMap((pack) => new pack(app).validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`)).sort();
}

/** Findings of cdk-nag that a construct cannot heed: they are neither its design nor its mistake. */
const UNHEEDED: Partial<Record<string, RegExp>> = {
  // RDS takes the encryption from the source, and the validation of the CDK refuses `StorageEncrypted` on a replica (F3020)
  SecureRdsReplica: /^(AwsSolutions-RDS2|.*-RDSStorageEncrypted) at /,
};

/** What all packs of cdk-nag find and a construct could heed. */
function heededFindings({ name }: Subject, app: App): string[] {
  return nagFindings(app).filter((finding) => !UNHEEDED[name]?.test(finding));
}

/** The ids of cdk-nag that some construct needs to be by design, gathered while each is judged. */
const needed = new Set<string>();

describe.each([...SUBJECTS, ...BACKUP_VARIANTS, ...REDSHIFT_VARIANTS].map((subject): [string, Subject] => [subject.name, subject]))('%s', (_name, subject) => {
  let app: App;
  let construct: Construct;
  beforeAll(() => {
    ({ app, construct } = build(subject));
    ByDesign.acknowledge(app);
    app.synth();
  });

  test('passes every rule of ours that applies, with nothing unknown, waived or acknowledged', () => {
    const findings = findingsOfSynthesized(app);
    expect(listed(findings, 'fail', 'unknown', 'waived', 'acknowledged')).toEqual([]);
    expect(listed(findings, 'pass').length).toBeGreaterThan(0);
  });

  test('tells people which store it is about, what happened and what to do', () => {
    expect(unclearTexts(construct)).toEqual([]);
  });

  test('has no cdk-nag finding outside the by-design list', () => {
    expect(heededFindings(subject, app)).toEqual([]);
  });

  test('needs no more than a region-agnostic stack', () => {
    const { app: agnostic } = build(subject, undefined, {});
    agnostic.synth();
    expect(listed(findingsOfSynthesized(agnostic), 'fail')).toEqual([]);
    // the region of a primary cluster elsewhere is always known, and stands in the id
    heededFindings(subject, agnostic).filter((finding) => !finding.includes(' at Elsewhere/'))
      .forEach((finding) => needed.add(finding.replace(/ at .*/, '')));
  });
});

test('the packs of cdk-nag are alive: they object to a bad policy', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  new iam.ManagedPolicy(stack, 'Everything', { statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] });
  expect(nagFindings(app).filter((finding) => finding.startsWith('AwsSolutions-IAM5'))).not.toEqual([]);
});

test('the by-design list names at most twelve rules, each with its reason, and each id is needed', () => {
  // the subjects above have been judged
  expect(needed.size).toBeGreaterThan(0);
  const { list } = ByDesign;
  expect([...new Set(list.flatMap(({ ids }) => ids))].sort()).toEqual([...needed].sort());
  expect(new Set(list.map(({ rule }) => rule)).size).toBeLessThanOrEqual(12);
  list.forEach(({ reason }) => expect(reason.length).toBeGreaterThan(30));
});
