import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { appIn, failureOf } from './tiny-pack';
import { HARDENING_METADATA_KEY } from '../../src/core/hardening';
import { acknowledgeFindings } from '../../src/packs/acknowledge-findings';
import { ByDesign } from '../../src/packs/by-design';

const LIST = [{ rule: 'AwsSolutions-S1', ids: ['AwsSolutions-S1'], within: 'SecureThing', part: 'Logs/Bucket', reason: 'it is the log bucket itself' }];

/** A construct that says it is one of this library, with two buckets that log nothing. */
class SecureThing extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addMetadata(HARDENING_METADATA_KEY, { construct: 'SecureThing', provides: [], waived: [] });
    new s3.Bucket(new Construct(this, 'Logs'), 'Bucket', { enforceSSL: true });
    new s3.Bucket(this, 'Data', { enforceSSL: true });
  }
}

function unloggedBuckets(app: App): string[] {
  return new AwsSolutionsChecks(app).validateScope(app).violations
    .filter(({ ruleName }) => ruleName === 'AwsSolutions-S1')
    .flatMap(({ violatingResources }) => violatingResources.map(({ constructPath }) => constructPath!.replace('/Resource', '')));
}

test('a finding is acknowledged on the named part of the construct alone', () => {
  const app = new App();
  const stack = new Stack(app, 'Data');
  new SecureThing(stack, 'Thing');
  new s3.Bucket(new Construct(new Construct(stack, 'Other'), 'Logs'), 'Bucket', { enforceSSL: true });
  acknowledgeFindings(app, LIST);
  expect(unloggedBuckets(app)).toEqual(['Data/Thing/Data', 'Data/Other/Logs/Bucket']);
});

test('a finding is acknowledged once, however often it is asked for', () => {
  const app = new App();
  const thing = new SecureThing(new Stack(app, 'Data'), 'Thing');
  acknowledgeFindings(app, LIST);
  acknowledgeFindings(app, LIST);
  const bucket = thing.node.findChild('Logs').node.findChild('Bucket');
  expect(bucket.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)).toHaveLength(1);
});

test('a part that the construct does not have is passed over', () => {
  const app = new App();
  new SecureThing(new Stack(app, 'Data'), 'Thing');
  acknowledgeFindings(app, [{ ...LIST[0], part: 'Gone/Bucket' }]);
  expect(unloggedBuckets(app)).toHaveLength(2);
});

test('nothing is acknowledged unless the app asks for it, and the whole app never', () => {
  const app = appIn();
  new SecureThing(new Stack(new Stage(app, 'Production'), 'Data'), 'Thing');
  ByDesign.acknowledge(app);
  failureOf(app);
  expect(app.node.metadata).toEqual([]);
});

test('every entry of the list names its rule, the ids under which packs report it, and a reason', () => {
  for (const { rule, ids, within, reason } of ByDesign.list) {
    expect(ids.filter((id) => !id.includes(rule.replace('AwsSolutions-', '')))).toEqual([]);
    expect(within).toMatch(/^[A-Z]\w+/);
    expect(reason.length).toBeGreaterThan(40);
  }
});

test('the list can be changed by nobody', () => {
  const { length } = ByDesign.list;
  ByDesign.list.pop();
  expect(ByDesign.list).toHaveLength(length);
});
