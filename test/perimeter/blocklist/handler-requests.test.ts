import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { gzipSync } from 'zlib';

type Handler = typeof import('../../../src/perimeter/blocklist/handler/index.js');

/**
 * What the handler sends and how it reads answers, by the clients of the SDK against a local endpoint that answers as the API reference documents.
 *
 * This tests names, paging and serialization. It says nothing about what AWS would answer.
 */
interface Sent {
  /** `GetIPSet`, or method and path. */
  readonly call: string;
  readonly body: Record<string, unknown>;
}

const NOW = Date.now();
const DAY = new Date(NOW).toISOString().slice(0, 10).replaceAll('-', '/');
const PREFIX = 'access-logs/AWSLogs/111122223333/elasticloadbalancing/us-east-1';
const FILE = `${PREFIX}/${DAY}/first.log.gz`;
const sent: Sent[] = [];
let server: Server;

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-examples.html */
function firewallLine(clientIp: string): string {
  return JSON.stringify({ timestamp: NOW, terminatingRuleId: 'SqlInjection', action: 'BLOCK', httpRequest: { clientIp } });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html */
function accessLine(client: string): string {
  return `https ${new Date(NOW).toISOString()} app/shop/50dc6c495c0c9188 ${client}:2817 10.0.0.1:80 0.086 0.048 0.037 404 404 0 57 `
    + '"GET https://www.example.com:443/wp-login.php HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn "Root=1" "www.example.com" "arn" 1 '
    + '2018-07-02T22:22:48.364000Z "waf,forward" "-" "-" "10.0.0.1:80" "404" "-" "-" TID_1234abcd5678ef90';
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
function listing(query: URLSearchParams): string {
  const keys = query.get('prefix') !== `${PREFIX}/${DAY}/` ? [] : query.get('continuation-token') === null ? [FILE] : [`${PREFIX}/${DAY}/second.log.gz`];
  const contents = keys.map((key) => `<Contents><Key>${key}</Key><LastModified>${new Date(NOW).toISOString()}</LastModified><Size>1</Size></Contents>`);
  const more = keys[0] === FILE ? '<IsTruncated>true</IsTruncated><NextContinuationToken>page-2</NextContinuationToken>' : '<IsTruncated>false</IsTruncated>';
  return `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${contents.join('')}${more}</ListBucketResult>`;
}

/**
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_GetIPSet.html
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
function answer(call: string, body: Record<string, unknown>): object {
  switch (call) {
    case 'FilterLogEvents': return body.nextToken === undefined
      ? { events: [{ message: firewallLine('198.51.100.1') }], nextToken: 'page-2' } : { events: [{ message: firewallLine('198.51.100.1') }] };
    case 'GetIPSet': return { IPSet: { Name: body.Name, Id: body.Id, Addresses: body.Name === 'four' ? ['192.0.2.1/32'] : [] }, LockToken: `lock-${String(body.Name)}` };
    default: return { NextLockToken: 'next' };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

beforeAll(async () => {
  server = createServer((request, response) => void textOf(request).then((text) => {
    const url = new URL(request.url!, 'http://localhost');
    const target = request.headers['x-amz-target'] as string | undefined;
    if (target !== undefined) {
      const call = target.split('.')[1];
      const body = JSON.parse(text) as Record<string, unknown>;
      sent.push({ call, body });
      response.setHeader('content-type', request.headers['content-type']!);
      response.end(JSON.stringify(answer(call, body)));
    } else {
      sent.push({ call: `${request.method} ${url.pathname}`, body: Object.fromEntries(url.searchParams) });
      response.end(url.searchParams.has('list-type') ? listing(url.searchParams) : gzipSync(`${accessLine('203.0.113.9')}\n`));
    }
  }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    SETTINGS: JSON.stringify({ offences: 2, window: 600_000, maxAddresses: 10, neverBlock: [], ownRule: 'AddressBlocklist' }),
    IPV4: 'four|11111111-2222-3333-4444-555555555555|CLOUDFRONT',
    IPV6: 'six|66666666-7777-8888-9999-000000000000|CLOUDFRONT',
    FIREWALL_LOG_GROUP: 'arn:aws:logs:us-east-1:111122223333:log-group:aws-waf-logs-shop',
    ACCESS_LOG_BUCKET: 'logs',
    ACCESS_LOG_PREFIX: PREFIX,
  });
  jest.spyOn(console, 'log').mockImplementation();
  // the clients read where AWS is when they are made
  const { handler } = jest.requireActual<Handler>('../../../src/perimeter/blocklist/handler/index');
  await handler({}, { getRemainingTimeInMillis: () => 300_000 });
});

afterAll(() => new Promise((resolve) => {
  server.close(resolve);
  server.closeAllConnections();
}));

const calls = (name: string) => sent.filter(({ call }) => call === name).map(({ body }) => body);

test('asks the log of the firewall for blocked requests, page by page', () => {
  const asked = { logGroupIdentifier: process.env.FIREWALL_LOG_GROUP, startTime: expect.any(Number) as number, filterPattern: '{ $.action = "BLOCK" }' };
  expect(calls('FilterLogEvents')).toEqual([asked, { ...asked, nextToken: 'page-2' }]);
});

test('lists the files of the day, page by page, and reads each', () => {
  const listed = sent.filter(({ call, body }) => call.replace(/\/$/, '') === 'GET /logs' && body.prefix === `${PREFIX}/${DAY}/`).map(({ body }) => body);
  expect(listed).toEqual([{ 'list-type': '2', 'prefix': `${PREFIX}/${DAY}/` }, { 'list-type': '2', 'prefix': `${PREFIX}/${DAY}/`, 'continuation-token': 'page-2' }]);
  expect(sent.filter(({ call }) => /^GET .logs.access/.test(call)).map(({ call }) => call)).toEqual([`GET /logs/${FILE}`, `GET /logs/${PREFIX}/${DAY}/second.log.gz`]);
});

test('reads both sets in the scope that their references name', () => {
  expect(calls('GetIPSet')).toEqual([
    { Name: 'four', Id: '11111111-2222-3333-4444-555555555555', Scope: 'CLOUDFRONT' },
    { Name: 'six', Id: '66666666-7777-8888-9999-000000000000', Scope: 'CLOUDFRONT' },
  ]);
});

test('replaces the set that changed, under its lock token, with the offenders of both logs', () => {
  expect(calls('UpdateIPSet')).toEqual([{
    Name: 'four',
    Id: '11111111-2222-3333-4444-555555555555',
    Scope: 'CLOUDFRONT',
    Addresses: ['198.51.100.1/32', '203.0.113.9/32'],
    LockToken: 'lock-four',
  }]);
});
