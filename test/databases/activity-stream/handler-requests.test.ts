import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { createServer, globalAgent, Server } from 'https';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { RDS } from '@aws-sdk/client-rds';
import { rdsStreams } from '../../../src/databases/activity-stream/handler/rds-streams';
import { answerRequest, StreamEvent } from '../../../src/databases/activity-stream/handler/requests';
import { Properties } from '../../../src/databases/activity-stream/handler/stream';
import { CloudFormationResponse } from '../../../src/foundation/functions/cloudformation-request';
import { closed, QueryAnswer, QueryApi, queryApi, SentCall, textOf } from '../../support/aws-query-api';
import { makeCertificates } from '../../support/servers/certificates';

type Handler = typeof import('../../../src/databases/activity-stream/handler/index.js');

const CLUSTER = 'arn:aws:rds:eu-west-1:111111111111:cluster:orders';
const KEY = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-2222-3333-4444-555555555555';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:111111111111:key/99999999-2222-3333-4444-555555555555';
const STREAM = 'aws-rds-das-cluster-ABCDEFGHIJKL';
const WANTED: Properties = { Kind: 'cluster', Arn: CLUSTER, KmsKeyId: KEY, Mode: 'async', NativeFields: 'false', Until: 'started' };

const folder = mkdtempSync(join(tmpdir(), 'activity-stream-'));
const put: CloudFormationResponse[] = [];
let rds: QueryApi;
let bucket: Server;
let bucketUrl: string;

/** States that the store goes through, one for each question; the last one stays. */
let states: string[] = [];
let onStart: QueryAnswer[] = [];
const STARTED: QueryAnswer = { result: `<KinesisStreamName>${STREAM}</KinesisStreamName><Status>starting</Status>` };

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html */
function answer({ action }: SentCall): QueryAnswer {
  if (action === 'StartActivityStream') {
    return onStart.length > 1 ? onStart.shift()! : onStart[0] ?? STARTED;
  }
  const now = states.length > 1 ? states.shift()! : states[0];
  if (now.endsWith('Fault')) {
    return { error: now, message: 'no such store', status: 404 };
  }
  const store = `<Identifier>orders</Identifier>${now}`;
  return {
    result: action === 'DescribeDBClusters'
      ? `<DBClusters><DBCluster>${store}</DBCluster></DBClusters>`
      : `<DBInstances><DBInstance>${store}</DBInstance></DBInstances>`,
  };
}

function state(status: string, { mode = 'async', key = KEY }: { readonly mode?: string; readonly key?: string } = {}): string {
  return `<ActivityStreamStatus>${status}</ActivityStreamStatus><ActivityStreamMode>${mode}</ActivityStreamMode>`
    + `<ActivityStreamKmsKeyId>${key}</ActivityStreamKmsKeyId><ActivityStreamKinesisStreamName>${STREAM}</ActivityStreamKinesisStreamName>`;
}

beforeAll(async () => {
  const certificates = makeCertificates(folder);
  globalAgent.options.ca = certificates.ca;
  const [cert, key] = [certificates.certificateFile, certificates.keyFile].map((file) => readFileSync(file));
  bucket = createServer({ cert, key }, (request, response) => void textOf(request).then((text) => {
    put.push(JSON.parse(text) as CloudFormationResponse);
    response.end();
  }));
  await new Promise<void>((resolve) => bucket.listen(0, resolve));
  bucketUrl = `https://localhost:${(bucket.address() as AddressInfo).port}/answer`;
  rds = await queryApi(answer);
});
afterAll(async () => {
  globalAgent.options.ca = undefined;
  globalAgent.destroy();
  rmSync(folder, { recursive: true });
  await Promise.all([rds.close(), closed(bucket)]);
});
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation();
  put.splice(0);
  rds.sent.splice(0);
  onStart = [];
});

function event(RequestType: StreamEvent['RequestType'], properties: Partial<Properties> = {}): StreamEvent {
  return {
    RequestType,
    ResponseURL: bucketUrl,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Stream',
    PhysicalResourceId: RequestType === 'Create' ? undefined : `activity-stream@${CLUSTER}`,
    ResourceProperties: { ...WANTED, ...properties },
  };
}

/** The answer to a request when the store goes through some states, by the client of the SDK; the function lives for some questions. */
async function asked(through: string[], properties: Partial<Properties> = {}, questions = 10): Promise<CloudFormationResponse> {
  states = through;
  const answers: CloudFormationResponse[] = [];
  let left = questions;
  await answerRequest(event('Create', properties), {
    streams: rdsStreams(new RDS()),
    respond: (_url, response) => Promise.resolve(void answers.push(response)),
    log: () => undefined,
    remaining: () => (left > 0 ? 600_000 : 0),
    pause: () => {
      left--;
      return Promise.resolve();
    },
  });
  expect(answers).toHaveLength(1);
  return answers[0];
}

const actions = () => rds.sent.map(({ action }) => action);

test('a store without a stream gets one, and the answer comes when it has started', async () => {
  await expect(asked(['', state('starting'), state('started')])).resolves.toEqual({
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Stream',
    PhysicalResourceId: `activity-stream@${CLUSTER}`,
    Status: 'SUCCESS',
    Data: { StreamName: STREAM },
  });
  expect(rds.sent).toEqual([
    { action: 'DescribeDBClusters', parameters: { DBClusterIdentifier: CLUSTER } },
    { action: 'StartActivityStream', parameters: { ResourceArn: CLUSTER, Mode: 'async', KmsKeyId: KEY, ApplyImmediately: 'true' } },
    { action: 'DescribeDBClusters', parameters: { DBClusterIdentifier: CLUSTER } },
    { action: 'DescribeDBClusters', parameters: { DBClusterIdentifier: CLUSTER } },
  ]);
});

test('an instance is asked by its own call, and sends the fields of its engine', async () => {
  const Arn = 'arn:aws:rds:eu-west-1:111111111111:db:orders';
  await asked([state('stopped'), state('started')], { Kind: 'instance', Arn, NativeFields: 'true' });
  expect(rds.sent.slice(0, 2)).toEqual([
    { action: 'DescribeDBInstances', parameters: { DBInstanceIdentifier: Arn } },
    {
      action: 'StartActivityStream',
      parameters: { ResourceArn: Arn, Mode: 'async', KmsKeyId: KEY, ApplyImmediately: 'true', EngineNativeAuditFieldsIncluded: 'true' },
    },
  ]);
});

test('a stream that runs as declared is left alone, however often it is asked for', async () => {
  for (let times = 0; times < 2; times++) {
    await expect(asked([state('started')])).resolves.toMatchObject({ Status: 'SUCCESS', Data: { StreamName: STREAM } });
  }
  expect(actions()).toEqual(['DescribeDBClusters', 'DescribeDBClusters']);
});

test('a start that was asked for before is waited for and not repeated', async () => {
  await expect(asked([state('starting'), state('started')])).resolves.toMatchObject({ Status: 'SUCCESS' });
  expect(actions()).not.toContain('StartActivityStream');
});

test('a stream that is being stopped is started when it has stopped', async () => {
  await expect(asked([state('stopping'), state('stopped', { key: OTHER_KEY }), state('started')])).resolves.toMatchObject({ Status: 'SUCCESS' });
  expect(actions()).toEqual(['DescribeDBClusters', 'DescribeDBClusters', 'StartActivityStream', 'DescribeDBClusters']);
});

test.each(['InvalidDBClusterStateFault', 'InvalidDBInstanceState'])('a store that is busy (%s) is asked again', async (error) => {
  onStart = [{ error, message: 'the store is being modified' }, STARTED];
  await expect(asked([state('stopped'), state('stopped'), state('started')])).resolves.toMatchObject({ Status: 'SUCCESS' });
  expect(actions().filter((action) => action === 'StartActivityStream')).toHaveLength(2);
});

test('what has not started when the function ends is left to the next resource, which gives up', async () => {
  await expect(asked([state('starting')], { Until: 'starting' })).resolves.toMatchObject({ Status: 'SUCCESS', Data: { StreamName: STREAM } });
  await expect(asked([state('starting')])).resolves.toMatchObject({
    Status: 'FAILED',
    Reason: `STREAM_NOT_STARTED: the activity stream of ${CLUSTER} is still starting; look into the events of the store, wait until it is available, then deploy again`,
  });
});

test('a store that stays busy is no stream', async () => {
  onStart = [{ error: 'InvalidDBClusterStateFault', message: 'busy' }];
  await expect(asked([state('stopped')], { Until: 'starting' })).resolves.toMatchObject({
    Status: 'FAILED', Reason: expect.stringMatching(/^STREAM_NOT_STARTED: .* is still stopped \(busy\); /) as string,
  });
});

test.each([
  ['another mode', { mode: 'sync' }, `with mode sync and key ${KEY}, and mode async and key ${KEY} are asked for`],
  ['another key', { key: OTHER_KEY }, `with mode async and key ${OTHER_KEY}, and mode async and key ${KEY} are asked for`],
])('a stream that runs with %s is not interrupted', async (_what, settings, difference) => {
  await expect(asked([state('started', settings)])).resolves.toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: `activity-stream@${CLUSTER}`,
    Reason: `STREAM_DIFFERS: an activity stream of ${CLUSTER} has started already, ${difference}; nothing is audited between a stop and a start, so stop it yourself `
      + '(aws rds stop-activity-stream --apply-immediately), then deploy again; a rollback that ends here is continued without this resource',
  });
  expect(actions()).toEqual(['DescribeDBClusters']);
});

test.each([['its id alone', KEY.split('/')[1], KEY], ['an alias', KEY, 'arn:aws:kms:eu-west-1:111111111111:alias/audit']])(
  'a key that RDS tells by %s is the same key', async (_what, told, KmsKeyId) => {
    await expect(asked([state('started', { key: told })], { KmsKeyId })).resolves.toMatchObject({ Status: 'SUCCESS' });
  });

test.each<[string, string[], QueryAnswer | undefined, string]>([
  ['a store that is gone', ['DBClusterNotFoundFault'], undefined, 'STORE_MISSING: RDS does not find the store (no such store); look whether it was deleted or renamed by hand'],
  ['a key that RDS cannot use', [''], { error: 'KMSKeyNotAccessibleFault', message: 'disabled' },
    'KEY_UNUSABLE: RDS cannot use the key (disabled); look whether it is enabled, of this region, and its policy lets IAM policies of this account decide'],
  ['what RDS refuses', [''], { error: 'InvalidParameterCombination', message: 'not supported' },
    'STREAM_REFUSED: RDS refuses an activity stream (not supported); look whether engine version, instance class and region have them: '
    + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html'],
  ['what nobody expected', [''], { error: 'AccessDenied', message: 'not authorized' }, 'not authorized'],
])('%s is an answer that says what to do', async (_what, through, start, Reason) => {
  onStart = start === undefined ? [] : [start];
  await expect(asked(through)).resolves.toMatchObject({ Status: 'FAILED', Reason, PhysicalResourceId: `activity-stream@${CLUSTER}` });
});

describe('the entry point', () => {
  let handler: Handler['handler'];
  beforeAll(() => {
    // the client reads where AWS is when it is made
    ({ handler } = jest.requireActual<Handler>('../../../src/databases/activity-stream/handler/index'));
  });
  const context = { getRemainingTimeInMillis: () => 600_000 };

  test('puts its answer where CloudFormation waits for it', async () => {
    states = [state('started')];
    await handler(event('Update'), context);
    expect(put).toEqual([expect.objectContaining({ Status: 'SUCCESS', Data: { StreamName: STREAM } })]);
  });

  test('stops no stream when its resource goes, and asks RDS nothing', async () => {
    await handler(event('Delete'), context);
    expect(put).toEqual([expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: `activity-stream@${CLUSTER}` })]);
    expect(rds.sent).toEqual([]);
  });

  test('answers before it is killed', async () => {
    states = [state('stopped')];
    await handler(event('Create'), { getRemainingTimeInMillis: () => 0 });
    expect(put).toEqual([expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(/^(TIME_OVER|STREAM_NOT_STARTED): /) as string })]);
    expect(actions()).not.toContain('StartActivityStream');
  });
});
