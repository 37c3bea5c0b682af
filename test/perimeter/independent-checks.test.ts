import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { anyProps, edge } from './fixture';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';

const PACKS = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks];

test('cdk-nag finds in all packs only what a bucket for load balancer logs cannot satisfy', () => {
  const { app, alb } = edge();
  const found = PACKS.flatMap((Pack) => new Pack(app).validateScope(alb).violations.map(({ ruleName }) => ruleName.replace(/^.*-/, '')));
  // SSE-S3 only, no Object Lock where server access logs arrive, and no second region to replicate to
  expect([...new Set(found)].sort()).toEqual(['S3BucketDefaultLockEnabled', 'S3BucketReplicationEnabled', 'S3DefaultEncryptionKMS']);
});

test('the validation of the CDK finds nothing', () => {
  const before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
  try {
    const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    const stack = new Stack(app, 'Shop');
    new WafProtectedAlb(stack, 'Edge', anyProps(stack));
    const report = JSON.parse(readFileSync(join(app.synth().directory, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
