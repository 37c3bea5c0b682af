import { Template } from 'aws-cdk-lib/assertions';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { AURORA_MYSQL, AURORA_POSTGRESQL, auroraCluster, ENV, rdsInstance, RDS_TEST_ENGINES, twoStacks } from '../../support/fixtures';

/** An event that AWS documents for instances, those of Aurora among them. */
interface Told {
  readonly id: string;
  readonly category: string;
  readonly says: string;

  /** Absent from the list of Aurora. */
  readonly instancesOnly?: boolean;
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html#USER_Events.Messages.instance
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html#USER_Events.Messages.instance
const TOLD: readonly Told[] = [
  { id: 'RDS-EVENT-0067', category: 'configuration change', says: 'Unable to reset your password' },
  { id: 'RDS-EVENT-0327', category: 'notification', says: 'could not find the secret', instancesOnly: true },
  { id: 'RDS-EVENT-0418', category: 'failure', says: 'is unable to access the KMS encryption key' },
  { id: 'RDS-EVENT-0419', category: 'availability', says: 'has been unable to access the KMS encryption key' },
  { id: 'RDS-EVENT-0501', category: 'maintenance', says: 'server certificate requires rotation through a pending maintenance action' },
  { id: 'RDS-EVENT-0502', category: 'maintenance', says: 'has scheduled a server certificate rotation' },
];

// one synth for all: no store is given more than it must have, and no trail is anywhere
const stacks = twoStacks(ENV);
RDS_TEST_ENGINES.forEach(([name, engine]) => rdsInstance(stacks, { engine }, name));
auroraCluster(stacks, { engine: AURORA_MYSQL }, 'aurora-mysql');
auroraCluster(stacks, { engine: AURORA_POSTGRESQL }, 'aurora-postgresql');
const source = rdsInstance(stacks, { engineOptions: { masterAuthentication: MasterAuthentication.IAM } }, 'source');
new SecureRdsReplica(stacks.dataStack, 'replica', { network: stacks.network, source });

interface Subscription {
  readonly SourceType: string;
  readonly SourceIds: readonly unknown[];
  readonly EventCategories: readonly string[];
  readonly Enabled: boolean;
}

let template: Template;
beforeAll(() => {
  template = Template.fromStack(stacks.dataStack);
});

/** What each store is subscribed to, of its instances. */
function subscribedTo(store: string): Subscription {
  const found = Object.entries(template.findResources('AWS::RDS::EventSubscription', { Properties: { SourceType: 'db-instance' } }))
    .filter(([id]) => id.startsWith(store.replace(/-/g, '')));
  expect(found).toHaveLength(1);
  return found[0][1].Properties as Subscription;
}

const STORES = [...RDS_TEST_ENGINES.map(([name]) => name), 'aurora-mysql', 'aurora-postgresql', 'source', 'replica'];

describe.each(STORES)('%s, without a trail and without being asked', (store) => {
  test.each(TOLD.filter(({ instancesOnly }) => !instancesOnly || !store.startsWith('aurora')))('tells of $id, $says', ({ category }) => {
    const { EventCategories, Enabled, SourceIds } = subscribedTo(store);
    expect(EventCategories).toContain(category);
    expect(Enabled).toBe(true);
    expect(SourceIds.length).toBe(store.startsWith('aurora') ? 2 : 1);
  });
});

test('no store has made a rule or a trail for it', () => {
  const rules = Object.values(template.findResources('AWS::Events::Rule')) as { readonly Properties: { readonly EventPattern: { readonly source: unknown } } }[];
  // those of the backup plans
  expect(new Set(rules.map(({ Properties }) => JSON.stringify(Properties.EventPattern.source)))).toEqual(new Set(['["aws.backup"]']));
  template.resourceCountIs('AWS::CloudTrail::Trail', 0);
});
