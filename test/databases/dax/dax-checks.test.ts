import { Aws, Duration, Lazy, Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { DaxFixture } from './fixture';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureDaxClusterProps } from '../../../src/databases/dax/dax-props';
import { DaxTable } from '../../../src/databases/dax/dax-table';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { thrown } from '../../support/thrown';

// one network serves all tests: a refused cache creates nothing
let fixture: DaxFixture;
beforeAll(() => {
  fixture = new DaxFixture();
});

/** The message with which a cache is refused. */
function refusal(props: Partial<SecureDaxClusterProps>): string {
  const { children } = fixture.stacks.dataStack.node;
  const message = thrown(() => fixture.cluster(props, 'Refused'));
  expect(fixture.stacks.dataStack.node.children).toHaveLength(children.length);
  return message;
}

const one = (problem: string) => `SecureDaxCluster 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`;
const type = (name: string) => ({ nodes: { instanceType: new ec2.InstanceType(name) } });

test.each<[string, Partial<SecureDaxClusterProps>, string]>([
  ['no tables', { tables: [] }, 'TABLES_EMPTY: `tables` is empty, and a cluster without tables serves nobody; name at least one table'],
  ['two nodes', { nodes: { count: 2 } }, 'NODE_COUNT_OUT_OF_RANGE: `nodes.count` is 2, a whole number from 3 to 11 is allowed; leave it out for 3'],
  ['twelve nodes', { nodes: { count: 12 } }, 'NODE_COUNT_OUT_OF_RANGE: `nodes.count` is 12, a whole number from 3 to 11 is allowed; leave it out for 3'],
  ['half a node', { nodes: { count: 3.5 } }, 'NODE_COUNT_OUT_OF_RANGE: `nodes.count` is 3.5, a whole number from 3 to 11 is allowed; leave it out for 3'],
  ['nodes that do not encrypt', type('r3.large'),
    "NODE_TYPE_UNENCRYPTED: `nodes.instanceType` is 'r3.large', whose family does not encrypt at rest; take R5 or a later family"],
  ['no time to live', { cache: { itemTtl: Duration.millis(0) } },
    'TTL_OUT_OF_RANGE: `cache.itemTtl` is 0 milliseconds, a whole number from 1 to 2147483647 milliseconds is allowed; leave it out for 5 minutes'],
  ['a time to live of a month', { cache: { queryTtl: Duration.days(30) } },
    'TTL_OUT_OF_RANGE: `cache.queryTtl` is 2592000000 milliseconds, a whole number from 1 to 2147483647 milliseconds is allowed; leave it out for 5 minutes'],
  ['a time to live that is only known at deployment', { cache: { itemTtl: Duration.seconds(Lazy.number({ produce: () => 60 })) } },
    'TTL_UNKNOWN: `cache.itemTtl` is only known at deployment (a token), but it decides what is built; pass a Duration of a number'],
  ['a window of 45 minutes', { maintenanceWindow: 'sun:04:00-sun:04:45' },
    "MAINTENANCE_WINDOW_INVALID: `maintenanceWindow` is 'sun:04:00-sun:04:45', allowed are ddd:hh:mm-ddd:hh:mm in UTC of 1 to 24 hours; pass for example 'sun:04:00-sun:05:00'"],
  ['a window of 25 hours', { maintenanceWindow: 'sun:04:00-mon:05:00' },
    "MAINTENANCE_WINDOW_INVALID: `maintenanceWindow` is 'sun:04:00-mon:05:00', allowed are ddd:hh:mm-ddd:hh:mm in UTC of 1 to 24 hours; pass for example 'sun:04:00-sun:05:00'"],
  ['a window that is none', { maintenanceWindow: 'at night' },
    "MAINTENANCE_WINDOW_INVALID: `maintenanceWindow` is 'at night', allowed are ddd:hh:mm-ddd:hh:mm in UTC of 1 to 24 hours; pass for example 'sun:04:00-sun:05:00'"],
  ['a waiver of encryption for regulated data', {
    classification: DataClassification.PROTECTED, waivers: [Waiver.of(Safeguard.ENCRYPTION_IN_TRANSIT, 'the old client has no TLS')],
  }, 'WAIVER_FORBIDDEN: Safeguard.ENCRYPTION_IN_TRANSIT is waived, but data classified as protected allows only Safeguard.HIGH_AVAILABILITY, '
    + 'Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS; remove the waiver or lower `classification`'],
  ['a waiver of backups, which no cache has', { waivers: [Waiver.of(Safeguard.BACKUPS, 'it is only a cache of the table')] },
    'WAIVER_UNKNOWN_HERE: Safeguard.BACKUPS is waived, but SecureDaxCluster does not provide it; allowed are only Safeguard.ENCRYPTION_IN_TRANSIT, '
    + 'Safeguard.HIGH_AVAILABILITY, Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS'],
])('refuses %s', (_title, props, problem) => {
  expect(refusal(props)).toBe(one(problem));
});

describe('refuses, about its tables,', () => {
  test('one that is named twice', () => {
    expect(refusal({ tables: [DaxTable.readOnly(fixture.orders), DaxTable.readWrite(fixture.orders)] }))
      .toBe(one("TABLE_REPEATED: the table 'Data/OrdersTable' is named twice; keep the one whose rights are right"));
  });

  test('one of another region', () => {
    const table = dynamodb.Table.fromTableArn(fixture.stacks.dataStack, 'Far', 'arn:aws:dynamodb:eu-central-1:111111111111:table/orders');
    expect(refusal({ tables: [DaxTable.readOnly(table)] })).toBe(one("TABLE_IN_OTHER_REGION: the table 'Data/Far' is in eu-central-1, "
      + 'but DAX reaches tables of its own region only, eu-west-1; name the replica of that region'));
  });

  test.each(['*', 'by*', 'ab', 'a'.repeat(256)])('the index %s', (name) => {
    const shown = name.length > 80 ? `'${'a'.repeat(77)}...' (256 characters)` : `'${name}'`;
    expect(refusal({ tables: [DaxTable.readOnly(fixture.orders, [name])] }))
      .toBe(one(`INDEX_NAME_INVALID: \`indexNames\` is ${shown}, allowed are 3 to 255 letters, digits, underscores, dots or hyphens; name one index`));
  });
});

test('refuses a network of two zones, unless that is waived', () => {
  const network = new TieredNetwork(fixture.stacks.networkStack, 'Narrow', { maxAzs: 2 });
  expect(refusal({ network })).toBe(one('ZONES_TOO_FEW: the data tier of `network` spans 2 zones, at least 3 are needed; '
    + 'add zones to the network, or waive Safeguard.HIGH_AVAILABILITY'));
  const waivers = [Waiver.of(Safeguard.HIGH_AVAILABILITY, 'preview environment, rebuilt nightly')];
  expect(fixture.cluster({ network, waivers, nodes: { count: 2 } }, 'Narrow').cluster.replicationFactor).toBe(2);
});

test('names everything that is wrong at once', () => {
  expect(refusal({ tables: [], nodes: { count: 0 }, maintenanceWindow: 'x' })).toBe(`SecureDaxCluster 'Data/Refused' cannot be created, 3 problems:
  NODE_COUNT_OUT_OF_RANGE: \`nodes.count\` is 0, a whole number from 3 to 11 is allowed; leave it out for 3
  TABLES_EMPTY: \`tables\` is empty, and a cluster without tables serves nobody; name at least one table
  MAINTENANCE_WINDOW_INVALID: \`maintenanceWindow\` is 'x', allowed are ddd:hh:mm-ddd:hh:mm in UTC of 1 to 24 hours; pass for example 'sun:04:00-sun:05:00'`);
});

test.each<[string, Partial<SecureDaxClusterProps>]>([
  ['three nodes', { nodes: { count: 3 } }],
  ['eleven nodes', { nodes: { count: 11 } }],
  ['a number of nodes that is only known at deployment', { nodes: { count: Token.asNumber({ Ref: 'Nodes' }) } }],
  ['a class that is only known at deployment', type(Aws.STACK_NAME)],
  ['a time to live of one millisecond', { cache: { itemTtl: Duration.millis(1), queryTtl: Duration.millis(1) } }],
  ['a window of 24 hours', { maintenanceWindow: 'sun:04:00-mon:04:00' }],
  ['a window that is only known at deployment', { maintenanceWindow: Aws.STACK_NAME }],
])('takes %s', (title, props) => {
  expect(fixture.cluster(props, title.replace(/ /g, '')).cluster.nodeType).toMatch(/^dax\./);
});
