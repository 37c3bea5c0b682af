import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct, IConstruct } from 'constructs';
import { DataClassification } from '../../../src/core/data-classification';
import { HardeningError } from '../../../src/core/errors';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { TEARDOWN_METADATA_KEY, teardownNoteOf } from '../../../src/core/teardown-note';
import { Waiver } from '../../../src/core/waiver';
import { AuroraGlobalDatabase } from '../../../src/databases/aurora/aurora-global-database';
import { SecureAuroraCluster } from '../../../src/databases/aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../../../src/databases/aurora/secure-aurora-secondary-cluster';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { MasterAuthentication } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { Teardown } from '../../../src/databases/teardown/teardown';
import { TeardownAnnouncement } from '../../../src/databases/teardown/teardown-announcement';
import { DataKey } from '../../../src/foundation/data-key';
import { TieredNetwork } from '../../../src/foundation/network/tiered-network';
import { AURORA_POSTGRESQL, ELSEWHERE, ENV, MYSQL } from '../../support/fixtures';
import { thrown } from '../../support/thrown';
import { templateOf } from '../../support/unsynthesized';

const REASON = 'replaced by the orders service';
const NOW = Date.parse('2026-11-22T09:30:00Z');
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const engineOptions = { masterAuthentication: MasterAuthentication.IAM };

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

const app = new App();
const network = new TieredNetwork(new Stack(app, 'Network', { env: ENV }), 'Network', { networkAclRules: 40 });
let count = 0;
const newStack = (env: object = ENV) => new Stack(app, `Stack${++count}`, { env });

/** Tables stand in for all stores where it does not matter which one it is: they need no network. */
function table(scope: Construct = newStack(), props: Partial<SecureDynamoTableProps> = {}): SecureDynamoTable {
  return new SecureDynamoTable(scope, 'Orders', { partitionKey, ...props });
}

function announce(store: IConstruct, announcement: Partial<TeardownAnnouncement> = {}): void {
  Teardown.announce(store, { reason: REASON, until: '2026-12-01', acknowledge: store.node.path, ...announcement });
}

describe('an announcement', () => {
  test('is written on the store, and among its safeguards', () => {
    const store = table(newStack(), { classification: DataClassification.SECRET });
    announce(store, { reason: `  ${REASON} ` });
    expect(teardownNoteOf(store)).toEqual({ reason: REASON, until: '2026-12-01' });
    expect(store.node.metadata.find(({ type }) => type === TEARDOWN_METADATA_KEY)?.data).toEqual({ reason: REASON, until: '2026-12-01' });
    const { provides, waived } = hardeningOf(store)!;
    const reason = `teardown until 2026-12-01: ${REASON}`;
    expect(waived.filter((waiver) => waiver.reason === reason).map(({ safeguard }) => safeguard)).toEqual([
      Safeguard.DELETION_PROTECTION, Safeguard.RETENTION,
    ]);
    expect(provides).not.toContain(Safeguard.RETENTION);
    expect(provides).toContain(Safeguard.BACKUPS);
  });

  test('lets deployments delete a table, which until then only people with MFA may', () => {
    const plain = table();
    const announced = table();
    announce(announced);
    const mayDelete = (store: SecureDynamoTable) => {
      const { Properties: { Replicas } } = Object.values(templateOf(Stack.of(store)).findResources('AWS::DynamoDB::GlobalTable'))[0];
      const { Statement } = Replicas[0].ResourcePolicy.PolicyDocument as { Statement: { Sid: string; Condition: object }[] };
      return JSON.stringify(Statement.find(({ Sid }) => Sid === 'DenyDeletionWithoutMfa')!.Condition).includes('cdk-*-cfn-exec-role-*');
    };
    expect([plain, announced].map(mayDelete)).toEqual([false, true]);
  });

  test('unprotects every replica of a table', () => {
    const store = table(newStack(), {
      replicas: ['eu-central-1', 'eu-north-1'].map((region) => ({
        region, encryptionKeyArn: `arn:aws:kms:${region}:111111111111:key/11111111-2222-3333-4444-555555555555`,
      })),
    });
    announce(store);
    templateOf(Stack.of(store)).hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Retain',
      Properties: { Replicas: [1, 2, 3].map(() => Match.objectLike({ DeletionProtectionEnabled: false })) },
    });
  });

  test('lets CloudFormation take a last snapshot, and keeps what a snapshot needs', () => {
    const store = new SecureRdsInstance(newStack(), 'Orders', { network, engine: MYSQL });
    announce(store);
    const template = templateOf(Stack.of(store));
    const kept = (type: string) => [...new Set(Object.values(template.findResources(type)).map(({ DeletionPolicy }) => DeletionPolicy as string))];
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtection: false, DeleteAutomatedBackups: false },
      Metadata: { [TEARDOWN_METADATA_KEY]: '2026-12-01' },
    });
    expect(['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::Backup::BackupVault', 'AWS::RDS::OptionGroup'].map(kept))
      .toEqual([['Retain'], ['Retain'], ['Retain'], ['Retain']]);
    expect(['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBSubnetGroup', 'AWS::EC2::SecurityGroup'].map(kept)).toEqual([['Delete'], ['Delete'], ['Delete']]);
  });

  test('works in a stack without a region, and leaves what was waived before as it is', () => {
    const store = table(newStack({}), { waivers: [Waiver.of(Safeguard.DELETION_PROTECTION, 'accepted by the owner of the data')] });
    announce(store);
    expect(hardeningOf(store)!.waived).toEqual([
      { safeguard: Safeguard.DELETION_PROTECTION, reason: 'accepted by the owner of the data' },
      { safeguard: Safeguard.RETENTION, reason: `teardown until 2026-12-01: ${REASON}` },
    ]);
  });

  test('wins over escape hatches that were made before', () => {
    const store = new SecureRdsInstance(newStack(), 'Orders', { network, engine: MYSQL });
    (store.instance.node.defaultChild as rds.CfnDBInstance).addPropertyOverride('DeletionProtection', true);
    announce(store);
    templateOf(Stack.of(store)).hasResourceProperties('AWS::RDS::DBInstance', { DeletionProtection: false });
  });
});

describe('what is refused', () => {
  const pathOf = (store: IConstruct) => store.node.path;

  test.each<[string, Partial<TeardownAnnouncement>, string]>([
    ['a wrong word', { acknowledge: 'Orders' },
      "TEARDOWN_NOT_ACKNOWLEDGED: `acknowledge` is 'Orders', but this store is removed by the text '<path>' only; type it if this is the store, and nobody needs it any more"],
    ['a short reason', { reason: 'old' },
      "TEARDOWN_WITHOUT_REASON: the reason is 'old', 10 to 500 characters are needed; say who accepted the risk and why"],
    ['a day that does not exist', { until: '2026-11-31' },
      "TEARDOWN_DATE_INVALID: `until` is '2026-11-31', allowed are days as 2026-11-22; pass the last day on which the store may stand unprotected"],
    ['a time', { until: '2026-12-01T00:00:00Z' },
      "TEARDOWN_DATE_INVALID: `until` is '2026-12-01T00:00:00Z', allowed are days as 2026-11-22; pass the last day on which the store may stand unprotected"],
    ['a day that has passed', { until: '2026-11-21' },
      'TEARDOWN_EXPIRED: `until` is 2026-11-21, which has passed, and a store does not stay unprotected for good; remove the store from the code, '
      + 'or the announcement, which protects the store again, or announce it anew'],
    ['a day too far ahead', { until: '2027-02-21' },
      'TEARDOWN_TOO_LATE: `until` is 2027-02-21, at most 90 days ahead are allowed, which is 2027-02-20; announce the teardown when it is near'],
  ])('%s', (_title, announcement, problem) => {
    const store = table();
    expect(thrown(() => announce(store, announcement)))
      .toBe(`Teardown of SecureDynamoTable '${pathOf(store)}' cannot be created, 1 problem:\n  ${problem.replace('<path>', pathOf(store))}`);
    expect(teardownNoteOf(store)).toBeUndefined();
  });

  test.each(['2026-11-22', '2027-02-20'])('but not the first and the last day: %s', (until) => {
    const store = table();
    announce(store, { until });
    expect(teardownNoteOf(store)?.until).toBe(until);
  });

  test('a day and a reason that are only known at deployment', () => {
    const store = table();
    const { stackName } = Stack.of(newStack({}));
    expect(thrown(() => announce(store, { until: `${Stack.of(store).stackId}`, reason: Stack.of(store).stackId, acknowledge: stackName }))).toBe(
      `Teardown of SecureDynamoTable '${pathOf(store)}' cannot be created, 3 problems:
  TEARDOWN_WITHOUT_REASON: the reason is only known at deployment (a token), but auditors read it at synth; pass plain text
  TEARDOWN_DATE_UNKNOWN: \`until\` is only known at deployment (a token), but it decides what is built; pass plain text
  TEARDOWN_NOT_ACKNOWLEDGED: \`acknowledge\` is '${stackName}', but this store is removed by the text '${pathOf(store)}' only; type it if this is the store, and nobody needs it any more`);
  });

  test('a second announcement', () => {
    const store = table();
    announce(store);
    expect(thrown(() => announce(store))).toBe(
      `Teardown of SecureDynamoTable '${pathOf(store)}' cannot be created, 1 problem:\n`
      + '  TEARDOWN_ANNOUNCED_TWICE: its teardown is announced already; keep one announcement');
  });

  test('the path alone where nothing of the data is left', () => {
    const waivers = [Safeguard.BACKUPS, Safeguard.BACKUP_PLAN].map((safeguard) => Waiver.of(safeguard, 'the items are derived from another table'));
    const store = table(newStack(), { waivers });
    expect(thrown(() => announce(store))).toBe(
      `Teardown of SecureDynamoTable '${pathOf(store)}' cannot be created, 1 problem:\n`
      + `  TEARDOWN_NOT_ACKNOWLEDGED: \`acknowledge\` is '${pathOf(store)}', but this store is removed by the text '${pathOf(store)} without a snapshot' only`
      + ', since its service leaves nothing of the data; type it if this is the store, and nobody needs it any more');
    announce(store, { acknowledge: `${pathOf(store)} without a snapshot` });
    expect(teardownNoteOf(store)?.reason).toBe(REASON);
  });

  test.each<[string, (stack: Stack) => IConstruct, string]>([
    ['a key', (stack) => new DataKey(stack, 'Orders'), ' DataKey'],
    ['a resource of the CDK', (stack) => new kms.Key(stack, 'Orders'), ''],
    ['an imported store', (stack) => dynamodb.TableV2.fromTableName(stack, 'Orders', 'orders'), ''],
  ])('what is no store of this app: %s', (_title, create, kind) => {
    const stack = newStack();
    expect(thrown(() => announce(create(stack)))).toBe(`Teardown of${kind} '${stack.node.path}/Orders' cannot be created, 1 problem:
  TEARDOWN_OF_NO_STORE: only stores of this library are torn down, made in this app: SecureRdsInstance, SecureRdsReplica, SecureAuroraCluster, SecureAuroraSecondaryCluster, AuroraGlobalDatabase, SecureDynamoTable, SecureDaxCluster, SecureRedshiftCluster, SecureRedshiftServerless, SecureRedisCluster, SecureServerlessCache, MemcachedCluster, SecureOpenSearchDomain, WafProtectedAlb; remove the construct from the code`);
  });
});

describe('the termination protection of a stack', () => {
  test('is lifted when all of its protected stores are announced', () => {
    const stack = newStack();
    const first = table(stack);
    const second = new SecureDynamoTable(stack, 'Carts', { partitionKey });
    announce(first);
    expect(stack.terminationProtection).toBe(true);
    announce(second);
    expect(stack.terminationProtection).toBe(false);
  });

  test('stays where the app itself asked for it', () => {
    const stack = new Stack(app, 'Guarded', { env: ENV, terminationProtection: true });
    announce(table(stack));
    expect(stack.terminationProtection).toBe(true);
  });

  test('is that of the outermost stack, also in a stage', () => {
    const stack = new Stack(new Stage(app, 'Prod', { env: ENV }), 'Data');
    const store = table(new NestedStack(stack, 'Nested'));
    expect(store.node.path).toBe('Prod/Data/Nested/Orders');
    announce(store, { acknowledge: 'Prod/Data/Nested/Orders' });
    expect(stack.terminationProtection).toBe(false);
  });

  test('stays for a store that comes after the announcement', () => {
    const stack = newStack();
    announce(table(stack));
    new SecureDynamoTable(stack, 'Carts', { partitionKey });
    expect(stack.terminationProtection).toBe(true);
  });
});

describe('stores that follow another one', () => {
  const messages = (store: IConstruct) => store.node.validate();

  test('a replica must be announced with its source', () => {
    const [here, there] = [newStack(), newStack()];
    const source = new SecureRdsInstance(here, 'Orders', { network, engine: MYSQL, engineOptions });
    const replica = new SecureRdsReplica(there, 'Reports', { network, source });
    announce(source);
    expect(messages(source)).toEqual([
      `TEARDOWN_FOLLOWER_LEFT: '${there.node.path}/Reports' follows '${here.node.path}/Orders', whose teardown is announced, `
      + 'and cannot stay without it; announce its teardown too, or remove it from the code first',
    ]);
    announce(replica);
    expect(messages(source)).toEqual([]);
  });

  test('a global database must be announced with its primary cluster, and the secondary clusters with it', () => {
    const [here, there] = [newStack(), newStack(ELSEWHERE)];
    const primary = new SecureAuroraCluster(here, 'Orders', { network, engine: AURORA_POSTGRESQL, engineOptions });
    const globalDatabase = new AuroraGlobalDatabase(here, 'World', { primary });
    const secondary = new SecureAuroraSecondaryCluster(there, 'Orders', { globalDatabase, network: new TieredNetwork(there, 'Network') });
    [primary, globalDatabase].forEach((store) => announce(store));
    expect(messages(primary)).toEqual([]);
    expect(messages(globalDatabase)).toEqual([
      `TEARDOWN_FOLLOWER_LEFT: '${there.node.path}/Orders' follows '${here.node.path}/World', whose teardown is announced, `
      + 'and cannot stay without it; announce its teardown too, or remove it from the code first',
    ]);
    announce(secondary);
    expect(messages(globalDatabase)).toEqual([]);
    const cluster = Template.fromJSON(templateOf(there).toJSON()).findResources('AWS::RDS::DBCluster');
    expect(Object.values(cluster).map(({ DeletionPolicy }) => DeletionPolicy as string)).toEqual(['Snapshot']);
  });

  test('one that is removed without an announcement anyway is left alone', () => {
    const stack = newStack();
    const source = new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, engineOptions });
    new SecureRdsReplica(stack, 'Reports', { network, source, waivers: Teardown.disposable('reports of a preview environment') });
    announce(source);
    expect(messages(source)).toEqual([]);
  });
});

/** Each test has a stack of its own, with a number. */
const inData = (text: string) => text.replace(/Stack\d+/, 'Data');

describe('a disposable environment', () => {
  test('waives what keeps a store, and what keeps its surroundings', () => {
    expect(Teardown.disposable(` ${REASON} `).map(({ safeguard, reason }) => [safeguard, reason])).toEqual([
      [Safeguard.RETENTION, REASON], [Safeguard.DELETION_PROTECTION, REASON], [Safeguard.BACKUP_PLAN, REASON], [Safeguard.KEY_DELETION_GUARD, REASON],
    ]);
  });

  test('needs a reason', () => {
    expect(thrown(() => Teardown.disposable('preview'))).toBe('Waiver of Safeguard.RETENTION cannot be created, 1 problem:\n'
      + "  WAIVER_WITHOUT_REASON: the reason is 'preview', 10 to 500 characters are needed; say who accepted the risk and why");
  });

  test.each([
    [DataClassification.PROTECTED, ['RETENTION', 'DELETION_PROTECTION'], 'only Safeguard.BACKUP_PLAN, Safeguard.ALARMS, Safeguard.PERFORMANCE_INSIGHTS'],
    [DataClassification.SECRET, ['RETENTION', 'DELETION_PROTECTION', 'BACKUP_PLAN'], 'no waiver'],
  ])('is refused for %s data', (classification, refused, allowed) => {
    const create = () => table(newStack(), { classification, waivers: Teardown.disposable(REASON) });
    expect(new Set(errorOf(create).codes)).toEqual(new Set(['WAIVER_FORBIDDEN']));
    expect(inData(thrown(create))).toBe([
      `SecureDynamoTable 'Data/Orders' cannot be created, ${refused.length} problems:`,
      ...refused.map((safeguard) => `  WAIVER_FORBIDDEN: Safeguard.${safeguard} is waived, but data classified as ${classification} allows ${allowed}; `
        + 'remove the waiver or lower `classification`'),
    ].join('\n'));
  });

  test('works with a key, which goes with its stack then', () => {
    const stack = newStack();
    const key = new DataKey(stack, 'Key', { waivers: Teardown.disposable(REASON) });
    templateOf(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
    expect(hardeningOf(key)!.waived.map(({ safeguard }) => safeguard)).toEqual([Safeguard.RETENTION, Safeguard.KEY_DELETION_GUARD]);
  });

  test('leaves no snapshot and no log group whose name would be taken when the stack comes back', () => {
    const store = new SecureRdsInstance(newStack(), 'Orders', { network, engine: MYSQL, waivers: Teardown.disposable(REASON) });
    const template = templateOf(Stack.of(store));
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete', Properties: { DeleteAutomatedBackups: true } });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    template.allResources('AWS::RDS::OptionGroup', { DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::Backup::BackupVault', 0);
  });

  test('may have a waiver of the same safeguard once only', () => {
    const waivers = [...Teardown.disposable(REASON), Waiver.of(Safeguard.RETENTION, REASON)];
    expect(errorOf(() => table(newStack(), { waivers })).codes).toEqual(['WAIVER_REPEATED']);
    expect(inData(thrown(() => table(newStack(), { waivers })))).toBe("SecureDynamoTable 'Data/Orders' cannot be created, 1 problem:\n"
      + '  WAIVER_REPEATED: Safeguard.RETENTION is waived twice; keep the waiver whose reason is right');
  });

  test('a waiver by hand keeps the last snapshot, and the option group to which it refers', () => {
    const waivers = [Safeguard.RETENTION, Safeguard.BACKUP_PLAN].map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data'));
    const store = new SecureRdsInstance(newStack(), 'Orders', { network, engine: MYSQL, waivers });
    const template = templateOf(Stack.of(store));
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
    template.hasResource('AWS::RDS::OptionGroup', { DeletionPolicy: 'Retain' });
  });
});

function errorOf(call: () => unknown): HardeningError {
  try {
    call();
  } catch (error) {
    return error as HardeningError;
  }
  throw new Error('nothing was thrown');
}
