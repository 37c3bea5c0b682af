import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { EngineVersion } from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import { RecoveryObjectives } from '../../../src/core/recovery-objectives';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { SecureRedisClusterProps } from '../../../src/databases/elasticache/redis-props';
import { SecureRedisCluster } from '../../../src/databases/elasticache/secure-redis-cluster';
import { OpenSearchMultiAz, SecureOpenSearchDomainProps } from '../../../src/databases/opensearch/opensearch-props';
import { SecureOpenSearchDomain } from '../../../src/databases/opensearch/secure-opensearch-domain';
import { RedshiftRecovery, SecureRedshiftClusterProps } from '../../../src/databases/redshift/redshift-props';
import { SecureRedshiftCluster } from '../../../src/databases/redshift/secure-redshift-cluster';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { networkWithRedshift } from '../../contract/redshift/subjects';
import { findingsOf, listed } from '../../support/findings';
import { ELSEWHERE, ENV } from '../../support/fixtures';
import { subscribed } from '../../support/subscribed';
import { thrown } from '../../support/thrown';

const app = new App();
const stack = new Stack(app, 'Data', { env: ENV });
const network: TieredNetwork = networkWithRedshift(stack);
const before = stack.node.children.length;
const { seconds, minutes, hours, days } = {
  seconds: (amount: number) => Duration.seconds(amount),
  minutes: (amount: number) => Duration.minutes(amount),
  hours: (amount: number) => Duration.hours(amount),
  days: (amount: number) => Duration.days(amount),
};
const waive = (safeguard: Safeguard) => [Waiver.of(safeguard, 'rebuilt from the source system')];

const sessions = (props: Partial<SecureRedisClusterProps>, id = 'Refused', scope: Construct = stack) => new SecureRedisCluster(scope, id, { network, ...props });
const sales = (props: Partial<SecureRedshiftClusterProps>, id = 'Refused', scope: Construct = stack) => new SecureRedshiftCluster(scope, id, { network, ...props });
const logs = (props: Partial<SecureOpenSearchDomainProps>, id = 'Refused', scope: Construct = stack) => (
  new SecureOpenSearchDomain(scope, id, { network, version: EngineVersion.OPENSEARCH_3_1, ...props }));

const UNREACHABLE = 'OBJECTIVE_UNREACHABLE: `recovery.objectives.';
const CONTRADICTED = 'OBJECTIVE_CONTRADICTED: `recovery.objectives.';

test.each<[string, RecoveryObjectives, Waiver[], string]>([
  ['less than a day lost', { application: { point: hours(23) } }, [],
    `${UNREACHABLE}application.point\` is 23h, but a daily snapshot may lose 1d, and nothing else here loses less; pass Duration.seconds(86400) or more`],
  ['nothing lost with the zone', { zone: { point: seconds(0) } }, [],
    `${UNREACHABLE}zone.point\` is 0s, but a replica in another zone may lose 1s, and nothing else here loses less; pass Duration.seconds(1) or more`],
  ['a takeover without a replica', { zone: { time: minutes(5) } }, waive(Safeguard.HIGH_AVAILABILITY),
    `${CONTRADICTED}zone\` needs a replica in another zone, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective`],
  ['snapshots that are waived', { application: { point: days(1) } }, waive(Safeguard.BACKUPS),
    `${CONTRADICTED}application\` needs a daily snapshot, but Safeguard.BACKUPS is waived; remove the waiver, or the objective`],
])('a cache refuses %s', (_name, objectives, waivers, problem) => {
  expect(thrown(() => sessions({ recovery: { objectives }, waivers }))).toBe(`SecureRedisCluster 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
  expect(stack.node.children).toHaveLength(before);
});

test.each<[string, RedshiftRecovery, Waiver[], string]>([
  ['less than eight hours lost', { objectives: { application: { point: hours(4) } } }, [],
    `${UNREACHABLE}application.point\` is 4h, but an automated snapshot may lose 8h, and nothing else here loses less; pass Duration.seconds(28800) or more`],
  ['less lost than the schedule says', { schedule: ['rate(6 hours)', 'rate(4 hours)'], objectives: { application: { point: hours(3) } } }, [],
    `${UNREACHABLE}application.point\` is 3h, but an automated snapshot on a schedule may lose 4h, and nothing else here loses less; pass Duration.seconds(14400) or more`],
  ['less than a day lost, of a schedule that nobody reads', { schedule: ['cron(30 12 *)'], objectives: { application: { point: hours(23) } } }, [],
    `${UNREACHABLE}application.point\` is 23h, but an automated snapshot on a schedule may lose 1d, and nothing else here loses less; pass Duration.seconds(86400) or more`],
  ['a second zone that is waived', { objectives: { zone: { time: hours(1) } } }, waive(Safeguard.HIGH_AVAILABILITY),
    `${CONTRADICTED}zone\` needs a second zone that computes, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective`],
  ['a restore at once', { objectives: { application: { time: seconds(0) } } }, [],
    `${UNREACHABLE}application.time\` is 0s, but an automated snapshot may take a time that AWS does not say; pass what it may take`],
])('a warehouse refuses %s', (_name, recovery, waivers, problem) => {
  expect(thrown(() => sales({ recovery, waivers }))).toBe(`SecureRedshiftCluster 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
  expect(stack.node.children).toHaveLength(before);
});

test.each<[string, RecoveryObjectives, Partial<SecureOpenSearchDomainProps>, string]>([
  ['less than an hour lost', { application: { point: minutes(59) } }, {},
    `${UNREACHABLE}application.point\` is 59m, but an hourly snapshot may lose 1h, and nothing else here loses less; pass Duration.seconds(3600) or more`],
  ['its region lost', { region: { point: days(1) } }, {},
    `${UNREACHABLE}region\` is stated, but this store has nothing against it; remove it, or take another kind of store`],
  ['a standby that must be faster', { zone: { time: seconds(59) } }, { nodes: { multiAz: OpenSearchMultiAz.WITH_STANDBY } },
    `${UNREACHABLE}zone.time\` is 59s, but a zone that stands by typically takes 1m, and nothing else here is faster; pass Duration.seconds(60) or more`],
  ['zones that are waived', { zone: { point: seconds(0) } }, { waivers: waive(Safeguard.HIGH_AVAILABILITY) },
    `${CONTRADICTED}zone\` needs nodes in several zones, but Safeguard.HIGH_AVAILABILITY is waived; remove the waiver, or the objective`],
])('a domain refuses %s', (_name, objectives, props, problem) => {
  expect(thrown(() => logs({ recovery: { objectives }, ...props }))).toBe(`SecureOpenSearchDomain 'Data/Refused' cannot be created, 1 problem:\n  ${problem}`);
  expect(stack.node.children).toHaveLength(before);
});

describe('what is stated', () => {
  const made = new App();
  const home = new Stack(made, 'Data', { env: ENV });
  const its = networkWithRedshift(home);
  const opened = { network: its };
  sessions({ ...opened, recovery: { objectives: { application: { point: days(1) }, zone: { point: minutes(1) } } } }, 'Sessions', home);
  sales({
    ...opened,
    recovery: {
      copyTo: { region: ELSEWHERE.region!, grantName: 'dr' },
      objectives: { application: { point: hours(8) }, zone: { point: seconds(0) }, region: { point: hours(8) } },
    },
  }, 'Sales', home);
  logs({
    ...opened,
    nodes: { multiAz: OpenSearchMultiAz.WITH_STANDBY },
    recovery: { objectives: { application: { point: hours(1) }, zone: { point: seconds(0), time: minutes(1) } } },
  }, 'Logs', home);

  test('is one tag on each store, and on nothing else', () => {
    const template = Template.fromStack(home);
    const tagged = (value: string) => ({ Tags: [Match.objectEquals({ Key: 'recovery-objectives', Value: value })] });
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', tagged('application=1d/- zone=1m/-'));
    template.hasResourceProperties('AWS::Redshift::Cluster', tagged('application=8h/- zone=0s/- region=8h/-'));
    template.hasResourceProperties('AWS::OpenSearchService::Domain', tagged('application=1h/- zone=0s/1m'));
    expect(JSON.stringify(template.toJSON()).split('recovery-objectives')).toHaveLength(4);
  });

  test('is met, as the rules see it', () => {
    const findings = findingsOf(subscribed(made)).filter(({ rule }) => rule.id.endsWith('.recovery-objectives'));
    expect(listed(findings, 'fail', 'unknown')).toEqual([]);
    expect(findings.map(({ rule }) => rule.id).sort()).toEqual(['elasticache.recovery-objectives', 'opensearch.recovery-objectives', 'redshift.recovery-objectives']);
  });
});

test('times that AWS does not say stay open until somebody has tried them', () => {
  const made = new App();
  const home = new Stack(made, 'Data', { env: ENV });
  const its = networkWithRedshift(home);
  sessions({ network: its, recovery: { objectives: { zone: { time: minutes(5) } } } }, 'Sessions', home);
  sales({ network: its, recovery: { objectives: { zone: { time: hours(1) } } } }, 'Sales', home);
  logs({ network: its, recovery: { objectives: { application: { time: hours(4) } } } }, 'Logs', home);
  const findings = findingsOf(made).filter(({ rule }) => rule.id.endsWith('.recovery-objectives'));
  expect(findings.map(({ rule, status }) => `${rule.id}: ${status}`).sort()).toEqual([
    'elasticache.recovery-objectives: unknown', 'opensearch.recovery-objectives: unknown', 'redshift.recovery-objectives: unknown',
  ]);
});

test('what is to outlive its region lies in another one, or the synth fails', () => {
  const made = new App();
  const home = new Stack(made, 'Data', { env: ENV });
  const its = networkWithRedshift(home);
  const region = { region: { point: days(1) } };
  const cache = sessions({ network: its, recovery: { objectives: region } }, 'Sessions', home);
  const warehouse = sales({ network: its, recovery: { objectives: region } }, 'Sales', home);
  const NOTHING = 'OBJECTIVE_NOT_PREPARED: `recovery.objectives` states region=1d/-, but nothing of the store lies in another region; ';
  expect(thrown(() => made.synth()).split('\n').filter((line) => line.includes('OBJECTIVE_')).map((line) => line.trim())).toEqual([
    `[Data/Sessions] ${NOTHING}make an \`elasticache.CfnGlobalReplicationGroup\` of it`,
    `[Data/Sales] ${NOTHING}pass \`recovery.copyTo\``,
  ]);
  new elasticache.CfnGlobalReplicationGroup(home, 'World', { members: [{ replicationGroupId: cache.replicationGroup.ref, role: 'PRIMARY' }] });
  warehouse.cluster.destinationRegion = ELSEWHERE.region;
  expect(() => made.synth()).not.toThrow();
});
