import { Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { DEFAULT_MAINTENANCE_WINDOW, DEFAULT_NODE_TYPE, SecureDaxClusterProps } from './dax-props';
import { DaxTable } from './dax-table';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { DAX_FAMILIES_UNENCRYPTED, DAX_NODES } from '../../facts/dax';
import { Tier } from '../../foundation/network/network';
import { weeklyMinutes } from '../maintenance-windows';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Report everything that is wrong with the props. */
export function checkDaxProps(scope: Construct, props: SecureDaxClusterProps, hardening: Hardening, problems: PropProblems): void {
  checkNodes(props, hardening, problems);
  checkTables(scope, props.tables, problems);
  checkTtl('cache.itemTtl', props.cache?.itemTtl, problems);
  checkTtl('cache.queryTtl', props.cache?.queryTtl, problems);
  const window = known(props.maintenanceWindow ?? DEFAULT_MAINTENANCE_WINDOW);
  const minutes = window === undefined ? HOUR : weeklyMinutes(window) ?? 0;
  problems.when(minutes < HOUR || minutes > DAY, 'MAINTENANCE_WINDOW_INVALID',
    () => `\`maintenanceWindow\` is ${quoted(window!)}, allowed are ddd:hh:mm-ddd:hh:mm in UTC of 1 to 24 hours; pass for example '${DEFAULT_MAINTENANCE_WINDOW}'`);
}

function checkNodes({ nodes, network }: SecureDaxClusterProps, hardening: Hardening, problems: PropProblems): void {
  const spread = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  problems.wholeNumber('nodes.count', nodes?.count, {
    code: 'NODE_COUNT_OUT_OF_RANGE', min: spread ? DAX_NODES.faultTolerant : 1, max: DAX_NODES.max, instead: 'leave it out for 3',
  });
  const type = known((nodes?.instanceType ?? DEFAULT_NODE_TYPE).toString());
  problems.when(type !== undefined && DAX_FAMILIES_UNENCRYPTED.includes(type.split('.')[0]), 'NODE_TYPE_UNENCRYPTED',
    () => `\`nodes.instanceType\` is ${quoted(type!)}, whose family does not encrypt at rest; take R5 or a later family`);
  const zones = network.subnets(Tier.DATA).map(({ availabilityZone }) => known(availabilityZone));
  const count = new Set(zones).size;
  // where only deployment knows the zones, DAX spreads the nodes over those that there are
  problems.when(spread && !zones.includes(undefined) && count < DAX_NODES.faultTolerant, 'ZONES_TOO_FEW',
    () => `the data tier of \`network\` spans ${count} zones, at least ${DAX_NODES.faultTolerant} are needed; add zones to the network, or waive Safeguard.HIGH_AVAILABILITY`);
}

function checkTables(scope: Construct, tables: readonly DaxTable[], problems: PropProblems): void {
  problems.when(tables.length === 0, 'TABLES_EMPTY', () => '`tables` is empty, and a cluster without tables serves nobody; name at least one table');
  const { region } = Stack.of(scope);
  const seen = new Set<string>();
  for (const { table, indexNames } of tables) {
    const other = regionOf(table);
    problems.when(other !== undefined && known(region) !== undefined && other !== region, 'TABLE_IN_OTHER_REGION',
      () => `the table '${table.node.path}' is in ${other}, but DAX reaches tables of its own region only, ${region}; name the replica of that region`);
    problems.when(seen.has(table.tableArn), 'TABLE_REPEATED', () => `the table '${table.node.path}' is named twice; keep the one whose rights are right`);
    seen.add(table.tableArn);
    for (const name of indexNames) {
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GlobalSecondaryIndex.html
      problems.text('indexNames', name, {
        code: 'INDEX_NAME_INVALID', pattern: /^[\w.-]{3,255}$/, allowed: '3 to 255 letters, digits, underscores, dots or hyphens', instead: 'name one index',
      });
    }
  }
}

/** The region of a table as its ARN says it, else as its construct does. */
function regionOf(table: dynamodb.ITable): string | undefined {
  return known(known(table.tableArn)?.split(':')[3] ?? table.env.region);
}

function checkTtl(name: string, ttl: Duration | undefined, problems: PropProblems): void {
  problems.mustBeKnown(name, ttl, 'TTL_UNKNOWN', 'pass a Duration of a number');
  const millis = known(ttl)?.toMilliseconds({ integral: false });
  // milliseconds as a signed 32-bit number are 24 days, after which everything has been evicted anyway
  problems.wholeNumber(name, millis, { code: 'TTL_OUT_OF_RANGE', min: 1, max: 2 ** 31 - 1, unit: 'milliseconds', instead: 'leave it out for 5 minutes' });
}
