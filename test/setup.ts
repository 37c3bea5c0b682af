import { performance } from 'perf_hooks';

// the CDK's own template validation costs 1 s and 300 MB in every test file: tests that need it turn it on themselves
process.env.CDK_VALIDATION = 'false';

// a deprecated API of the CDK throws instead of printing a warning
process.env.JSII_DEPRECATED = 'fail';

process.env.CDK_CONTEXT_JSON = JSON.stringify({
  // the stack of every element's creation is for people who debug an app; with source maps it is a third of the time of the tests
  'aws:cdk:disable-creation-stack-traces': true,
  // nothing is deployed, so no handler need be copied into the assembly of every app
  'aws:cdk:disable-asset-staging': true,
});

// the CDK measures its calls and keeps the measures as long as the process lives
performance.measure = () => undefined as never;
