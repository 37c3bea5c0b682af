import { existsSync, readdirSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';

const ROOT = join(__dirname, '..', 'examples');
const EXAMPLES = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, 'app.ts')));

/** An example exports its `app`; the CDK's command line synthesizes it when the process ends, a test does it itself. */
function appOf(example: string): App {
  return (jest.requireActual(join(ROOT, example, 'app')) as { readonly app: App }).app;
}

test('there are examples', () => {
  expect(EXAMPLES).toContain('three-tier-web-app');
});

test.each(EXAMPLES)('the example %s is synthesized with nothing to object to', (example) => {
  expect(appOf(example).synth().stacks.length).toBeGreaterThan(0);
});
