import { Readable } from 'stream';
import { findExposure } from '../../../src/databases/snapshots/handler/exposure';
import { QueryAnswer, QueryApi, queryApi, SentCall } from '../../support/aws-query-api';

type Handler = typeof import('../../../src/databases/snapshots/handler/index.js');

/** Who may restore a snapshot, by its name. */
type Shares = Readonly<Record<string, readonly string[]>>;

let api: QueryApi;
let handler: Handler['handler'];
let instances: Shares = {};
let clusters: Shares = {};
let warehouses: Shares = {};
let refused: Readonly<Record<string, QueryAnswer>> = {};
let printed: string[] = [];
let logged: object[] = [];

/** Pages of two, as services page: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html */
function page(shares: Shares, marker: string | undefined, element: (name: string) => string): string {
  const names = Object.keys(shares);
  const from = Number(marker ?? 0);
  return names.slice(from, from + 2).map(element).join('') + (from + 2 < names.length ? `</List><Marker>${from + 2}</Marker>` : '</List>');
}

function values(accounts: readonly string[] = []): string {
  return accounts.map((account) => `<AttributeValue>${account}</AttributeValue>`).join('');
}

function attributes(kind: 'DB' | 'DBCluster', name: string, accounts: readonly string[]): string {
  const attribute = (each: string, content: string) => `<${kind}SnapshotAttribute><AttributeName>${each}</AttributeName><AttributeValues>${content}</AttributeValues></${kind}SnapshotAttribute>`;
  return `<${kind}SnapshotAttributesResult><${kind}SnapshotIdentifier>${name}</${kind}SnapshotIdentifier><${kind}SnapshotAttributes>`
    + `${attribute('other', values(['999999999999']))}${attribute('restore', values(accounts))}</${kind}SnapshotAttributes></${kind}SnapshotAttributesResult>`;
}

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshotAttributes.html
 * https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeClusterSnapshots.html
 */
function answer({ action, parameters }: SentCall): QueryAnswer {
  const { Marker, DBSnapshotIdentifier: instance, DBClusterSnapshotIdentifier: cluster } = parameters;
  const stop = refused[instance ?? cluster ?? action];
  if (stop !== undefined) {
    return stop;
  }
  const list = (tag: string, content: string) => ({ result: `<${tag}>${content}`.replace('</List>', `</${tag}>`) });
  switch (action) {
    case 'DescribeDBSnapshots':
      return list('DBSnapshots', page(instances, Marker, (name) => `<DBSnapshot><DBSnapshotIdentifier>${name}</DBSnapshotIdentifier></DBSnapshot>`));
    case 'DescribeDBClusterSnapshots':
      return list('DBClusterSnapshots', page(clusters, Marker, (name) => (
        `<DBClusterSnapshot><DBClusterSnapshotIdentifier>${name}</DBClusterSnapshotIdentifier></DBClusterSnapshot>`)));
    case 'DescribeDBSnapshotAttributes': return { result: attributes('DB', instance, instances[instance]) };
    case 'DescribeDBClusterSnapshotAttributes': return { result: attributes('DBCluster', cluster, clusters[cluster]) };
    default:
      return list('Snapshots', page(warehouses, Marker, (name) => `<Snapshot><SnapshotIdentifier>${name}</SnapshotIdentifier><AccountsWithRestoreAccess>`
        + `${warehouses[name].map((account) => `<AccountWithRestoreAccess><AccountId>${account}</AccountId></AccountWithRestoreAccess>`).join('')}`
        + '</AccountsWithRestoreAccess></Snapshot>'));
  }
}

beforeAll(async () => {
  api = await queryApi(answer);
  // the clients read where AWS is when they are made
  ({ handler } = jest.requireActual<Handler>('../../../src/databases/snapshots/handler/index'));
});
afterAll(() => api.close());
beforeEach(() => {
  [instances, clusters, warehouses, refused] = [{}, {}, {}, {}];
  [printed, logged] = [[], []];
  api.sent.splice(0);
  jest.spyOn(console, 'log').mockImplementation((line: string) => void logged.push(JSON.parse(line) as object));
});

interface Metrics {
  readonly PublicSnapshots: number;
  readonly SnapshotsSharedWithStrangers: number;
  readonly SnapshotsSeen: number;
  readonly RunsCutShort: number;
}

/** One run; returns what it printed. */
async function run(settings: object = {}, remaining: () => number = () => 600_000): Promise<Metrics> {
  process.env.SETTINGS = JSON.stringify({ namespace: 'HardenedDatabases/Snapshots', watch: 'shop', trusted: ['222222222222'], ...settings });
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0);
  try {
    await handler({}, { getRemainingTimeInMillis: remaining });
  } finally {
    write.mockRestore();
  }
  expect(printed).toHaveLength(1);
  return JSON.parse(printed[0]) as Metrics;
}

test('public and shared snapshots are counted over all pages, and named in the log', async () => {
  instances = { mine: [], open: ['all', '333333333333'], trusted: ['222222222222'], strange: ['222222222222', '333333333333'], last: [] };
  clusters = { 'cluster-mine': [], 'cluster-trusted': ['222222222222'], 'cluster-open': ['all'] };
  await expect(run()).resolves.toMatchObject({ PublicSnapshots: 2, SnapshotsSharedWithStrangers: 2, SnapshotsSeen: 8, RunsCutShort: 0 });
  expect(logged).toEqual([
    { message: 'all snapshots were looked at', seen: 8 },
    {
      message: 'snapshots are exposed',
      public: ['RDS snapshot open', 'RDS cluster snapshot cluster-open'],
      sharedWithStrangers: [{ snapshot: 'RDS snapshot open', accounts: ['333333333333'] }, { snapshot: 'RDS snapshot strange', accounts: ['333333333333'] }],
    },
  ]);
});

test('only manual snapshots are asked for, a page after the other', async () => {
  clusters = { a: [], b: [], c: [] };
  await run();
  const asked = (action: string) => api.sent.filter((call) => call.action === action).map(({ parameters }) => parameters);
  expect(asked('DescribeDBSnapshots')).toEqual([{ SnapshotType: 'manual', MaxRecords: '100' }]);
  expect(asked('DescribeDBClusterSnapshots')).toEqual([
    { SnapshotType: 'manual', MaxRecords: '100' }, { SnapshotType: 'manual', MaxRecords: '100', Marker: '2' },
  ]);
  expect(asked('DescribeDBClusterSnapshotAttributes')).toEqual(['a', 'b', 'c'].map((DBClusterSnapshotIdentifier) => ({ DBClusterSnapshotIdentifier })));
});

test('snapshots of Redshift are looked at when they are asked for, with their own list of accounts', async () => {
  warehouses = { own: [], shared: ['222222222222', '444444444444'], alike: ['444444444444'] };
  await expect(run()).resolves.toMatchObject({ SnapshotsSeen: 0 });
  expect(api.sent.map(({ action }) => action)).not.toContain('DescribeClusterSnapshots');
  printed = [];
  await expect(run({ redshift: ['444444444444'] })).resolves.toMatchObject({ PublicSnapshots: 0, SnapshotsSharedWithStrangers: 1, SnapshotsSeen: 3 });
});

test('the line is one that CloudWatch makes metrics of, and nothing stands before or behind it', async () => {
  const before = Date.now();
  const { _aws: { Timestamp, CloudWatchMetrics }, Watch } = await run() as unknown as {
    readonly _aws: { readonly Timestamp: number; readonly CloudWatchMetrics: readonly object[] }; readonly Watch: string;
  };
  expect(printed[0]).toMatch(/^\{.*\}\n$/);
  expect(Timestamp).toBeGreaterThanOrEqual(before);
  expect(Watch).toBe('shop');
  expect(CloudWatchMetrics).toEqual([{
    Namespace: 'HardenedDatabases/Snapshots',
    Dimensions: [['Watch']],
    Metrics: ['PublicSnapshots', 'SnapshotsSharedWithStrangers', 'SnapshotsSeen', 'RunsCutShort'].map((Name) => ({ Name, Unit: 'Count' })),
  }]);
});

test.each(['DBSnapshotNotFound', 'DBSnapshotNotFoundFault'])('a snapshot that is deleted meanwhile (%s) is exposed to nobody', async (error) => {
  instances = { gone: ['all'], open: ['all'] };
  refused = { gone: { error, message: 'no such snapshot', status: 404 } };
  await expect(run()).resolves.toMatchObject({ PublicSnapshots: 1, SnapshotsSeen: 2 });
});

test('when the time is over, what was found is written, and that it is not all', async () => {
  instances = { open: ['all'], b: [], c: ['all'] };
  clusters = { d: ['all'] };
  const times = [600_000, 600_000, 59_999];
  await expect(run({}, () => times.shift() ?? 0)).resolves.toMatchObject({ PublicSnapshots: 1, SnapshotsSeen: 2, RunsCutShort: 1 });
  expect(logged).toContainEqual({ message: 'some snapshots were not looked at: there are more than one run sees', seen: 2 });
});

test('what fails fails the run, and writes no count that looks like safety', async () => {
  refused = { DescribeDBSnapshots: { error: 'AccessDenied', message: 'not authorized', status: 403 } };
  process.env.SETTINGS = JSON.stringify({ namespace: 'n', watch: 'w', trusted: [] });
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0);
  try {
    await expect(handler({}, { getRemainingTimeInMillis: () => 600_000 })).rejects.toThrow('not authorized');
  } finally {
    write.mockRestore();
  }
  expect(printed).toEqual([]);
});

test('a log line holds at most two hundred names of each kind', async () => {
  const snapshots = Array.from({ length: 201 }, (_, index) => ({ name: String(index), sharedWith: () => Promise.resolve(['all', '333333333333']) }));
  const entries: object[] = [];
  await findExposure({
    sources: [{ kind: 'snapshot', trusted: [], list: () => Readable.from(snapshots) }], late: () => false, log: (entry) => void entries.push(entry),
  });
  const { public: open, sharedWithStrangers } = entries[1] as { readonly public: string[]; readonly sharedWithStrangers: object[] };
  expect([open.length, sharedWithStrangers.length]).toEqual([200, 200]);
});

// the last one, since the client goes on slowly for a while
test('what AWS throttles is asked again', async () => {
  instances = { open: ['all'] };
  let times = 0;
  refused = { get open() { return times++ < 2 ? { error: 'Throttling', message: 'Rate exceeded' } : undefined as unknown as QueryAnswer; } };
  await expect(run()).resolves.toMatchObject({ PublicSnapshots: 1 });
  expect(times).toBe(3);
});
