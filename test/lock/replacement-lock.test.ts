import { mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack, Stage, Token, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ENV, FILE, instance, orders, outcomeOf, RECORD, Repository, shop } from './locked-app';
import { TEARDOWN_METADATA_KEY } from '../../src/core/teardown-note';
import { SecureDynamoTable } from '../../src/databases/dynamodb/secure-dynamo-table';
import { Teardown } from '../../src/databases/teardown/teardown';
import { OPTIONAL_STATEFUL_TYPES } from '../../src/facts/stateful-types';
import { ReplacementLock } from '../../src/lock/replacement-lock';
import { MergedTemplate } from '../support/merged-template';
import { thrown } from '../support/thrown';

const RECORD_IT = `Record it with \`npx cdk synth -c cdk-hardened-databases:lock=record\` and commit ${FILE}.`;
const released = (path: string) => `If the loss is meant, synthesize once with \`-c cdk-hardened-databases:lock=record -c 'cdk-hardened-databases:lock-release=${path}'\` `
  + `and have the change of ${FILE} reviewed.`;

describe('recording', () => {
  const repository = new Repository();

  test('is asked for where nothing is recorded', () => {
    expect(repository.synth(orders())).toMatchObject({
      failed: true,
      violations: [{
        ruleName: 'no-file',
        severity: 'fatal',
        description: `There is no ${FILE}: the one resource of this app that holds data is not recorded, and nothing would notice a loss.`,
        suggestedFix: RECORD_IT,
      }],
    });
    expect(repository.text).toBeUndefined();
  });

  test('writes what replaces a resource, and the synth passes from then on', () => {
    expect(repository.record(orders({ port: '3306', allocatedStorage: '20' }))).toMatchObject({ failed: false, violations: [] });
    expect(repository.locked).toMatchObject({
      version: 1,
      stacks: [{
        stack: 'Shop',
        path: 'Shop',
        ...ENV,
        resources: { Orders: { type: 'AWS::RDS::DBInstance', path: 'Shop/Orders', deletionPolicy: 'Retain', properties: { Engine: 'mysql', Port: '3306' } } },
      }],
    });
    expect(repository.locked.stacks[0].resources.Orders.properties).not.toHaveProperty('AllocatedStorage');
    expect(repository.synth(orders({ port: '3306' }))).toMatchObject({ failed: false, violations: [] });
  });

  test('gives the same bytes for the same app in another order', () => {
    const [one, other] = [new Repository(), new Repository()];
    const parts = [
      (app: App) => void instance(shop(app, 'Shop'), 'Orders'),
      (app: App) => void ['Parts', 'Bills'].forEach((id) => new dynamodb.CfnTable(app.node.tryFindChild('Depot') as Stack ?? shop(app, 'Depot'), id, { keySchema: [] })),
    ];
    one.record((app) => parts.forEach((part) => part(app)));
    other.record((app) => [...parts].reverse().forEach((part) => part(app)));
    expect(one.text).toBe(other.text);
    expect(one.locked.stacks.map(({ stack }: { stack: string }) => stack)).toEqual(['Depot', 'Shop']);
  });

  test('does not touch a file that says all of it already', () => {
    const own = new Repository();
    own.record(orders());
    const { mtimeMs, ino } = statSync(own.file);
    own.record(orders());
    expect(statSync(own.file)).toMatchObject({ mtimeMs, ino });
  });

  test('leaves no other file behind, and makes the directory', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'locks', FILE);
    const app = new App({ context: RECORD });
    instance(shop(app), 'Orders');
    Validations.of(app).addPlugins(new ReplacementLock(app, { file }));
    app.synth();
    expect(readdirSync(dirname(file))).toEqual([FILE]);
  });

  test('writes nothing for an app that holds no data', () => {
    const empty = new Repository();
    const topic = (app: App) => void new sns.CfnTopic(shop(app), 'Alerts');
    expect(empty.synth(topic)).toMatchObject({ failed: false, violations: [] });
    empty.record(topic);
    expect(empty.text).toBeUndefined();
  });

  test('is asked for when a resource is new', () => {
    expect(repository.synth((app) => {
      const stack = shop(app);
      instance(stack, 'Orders', { port: '3306' });
      new dynamodb.CfnTable(stack, 'Carts', { keySchema: [] });
    })).toMatchObject({
      failed: true,
      violations: [{
        ruleName: 'not-recorded',
        severity: 'error',
        description: `AWS::DynamoDB::Table \`Carts\` (Shop/Carts) is not recorded in ${FILE}: nothing would notice its loss.`,
        suggestedFix: RECORD_IT,
        violatingConstructs: [{ constructPath: 'Shop/Carts' }],
      }],
    });
  });

  test('writes nothing at all while something would be lost, however much is new', () => {
    const before = repository.text;
    expect(repository.record((app) => void new dynamodb.CfnTable(shop(app), 'Carts', { keySchema: [] })).short).toEqual(['removed Shop/Orders']);
    expect(repository.text).toBe(before);
  });

  test('takes up a new path, and what changed without a loss', () => {
    const moved = new Repository();
    moved.record(orders());
    moved.record((app) => {
      const stack = shop(app);
      instance(new CfnResource(stack, 'Around', { type: 'AWS::SNS::Topic' }), 'Database').overrideLogicalId('Orders');
    });
    expect(moved.locked.stacks[0].resources).toMatchObject({ Orders: { path: 'Shop/Around/Database' } });
  });

  test('is for properties without secrets: no password and no token is written', () => {
    const caches = new Repository();
    caches.record((app) => void new CfnResource(shop(app), 'Sessions', {
      type: 'AWS::ElastiCache::ReplicationGroup', properties: { AuthToken: 'correct-horse-battery', Port: 6379, ReplicationGroupDescription: 'x' },
    }));
    expect(caches.text).not.toContain('correct-horse');
    expect(caches.text).not.toContain('AuthToken');
  });
});

describe('a resource that leaves', () => {
  const repository = new Repository();
  repository.record(orders());

  test('is named, with what happens to it and how to keep it', () => {
    expect(repository.synth((app) => void new sns.CfnTopic(shop(app), 'Alerts'))).toMatchObject({
      failed: true,
      violations: [{
        ruleName: 'removed',
        severity: 'fatal',
        description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) leaves the stack Shop: nothing in its template has this logical id any more. '
        + 'CloudFormation leaves it behind, outside of any stack (DeletionPolicy Retain when it was recorded).',
        suggestedFix: `Bring the construct back, or another one with \`overrideLogicalId('Orders')\` in Shop. ${released('Shop/Orders')}`,
        violatingConstructs: [{ constructPath: 'Shop/Orders' }],
      }],
    });
  });

  test('is told from one whose logical id has changed', () => {
    const { violations } = repository.synth((app) => instance(shop(app), 'Orders').overrideLogicalId('Database'));
    expect(violations[0]).toMatchObject({
      ruleName: 'removed',
      description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) leaves the stack Shop: the construct at Shop/Orders now has the logical id `Database`, for which CloudFormation makes a '
        + 'new resource without what the old one holds. CloudFormation leaves it behind, outside of any stack (DeletionPolicy Retain when it was recorded).',
      suggestedFix: `\`overrideLogicalId('Orders')\` on the resource at Shop/Orders brings it back. ${released('Shop/Orders')}`,
    });
    expect(violations).toHaveLength(2);
  });

  test('is looked for under another name', () => {
    const { violations, short } = repository.synth(orders({}, 'Bills'));
    expect(short).toEqual(['not-recorded Shop/Bills', 'removed Shop/Orders']);
    expect(violations[0].suggestedFix).toBe('If Shop/Bills is meant to be the same resource, keep its logical id: `overrideLogicalId(\'Orders\')` on the resource at Shop/Bills '
      + `brings it back. ${released('Shop/Orders')}`);
  });

  test('is kept by its logical id, wherever its construct stands', () => {
    expect(repository.synth((app) => instance(shop(app), 'Bills').overrideLogicalId('Orders'))).toMatchObject({ failed: false, violations: [] });
  });

  test.each([
    ['AWS::RDS::DBInstance', undefined, 'CloudFormation takes a last snapshot and deletes it (DeletionPolicy Snapshot when it was recorded).'],
    ['AWS::RDS::DBCluster', undefined, 'CloudFormation takes a last snapshot and deletes it (DeletionPolicy Snapshot when it was recorded).'],
    ['AWS::DynamoDB::Table', undefined, 'CloudFormation deletes it with what it holds (DeletionPolicy Delete when it was recorded).'],
    ['AWS::DynamoDB::Table', 'RetainExceptOnCreate', 'CloudFormation leaves it behind, outside of any stack (DeletionPolicy RetainExceptOnCreate when it was recorded).'],
  ])('of type %s with the deletion policy %s goes the way of that policy', (type, policy, fate) => {
    const own = new Repository();
    own.record((app) => {
      new CfnResource(shop(app), 'Store', { type }).addOverride('DeletionPolicy', policy);
    });
    expect(own.synth((app) => void new sns.CfnTopic(shop(app), 'Alerts')).violations[0].description).toContain(fate);
  });

  test('by another type under its logical id cannot be deployed', () => {
    expect(repository.synth((app) => void new dynamodb.CfnTable(shop(app), 'Orders', { keySchema: [] })).violations[0]).toMatchObject({
      ruleName: 'type-changed',
      description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) is now of type AWS::DynamoDB::Table: CloudFormation refuses to change the type of a resource, and a new logical id would '
        + 'remove the old one. CloudFormation leaves it behind, outside of any stack (DeletionPolicy Retain when it was recorded).',
      suggestedFix: `Bring the AWS::RDS::DBInstance back under this logical id, and give the other resource an id of its own. ${released('Shop/Orders')}`,
    });
  });

  test('where a condition does not hold is named', () => {
    const conditional = (definition: ReturnType<typeof Fn.conditionEquals>) => (app: App) => {
      const stack = shop(app);
      instance(stack, 'Orders').cfnOptions.condition = new CfnCondition(stack, 'IsProduction', { expression: definition });
    };
    expect(repository.synth(conditional(Fn.conditionEquals('a', 'b'))).violations[0]).toMatchObject({
      ruleName: 'made-conditional',
      description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) now exists only where the condition `IsProduction` holds; elsewhere it is removed. '
        + 'CloudFormation leaves it behind, outside of any stack (DeletionPolicy Retain when it was recorded).',
      suggestedFix: `Take the condition away, or set it back to what is recorded. ${released('Shop/Orders')}`,
    });
    const own = new Repository();
    own.record(conditional(Fn.conditionEquals('a', 'b')));
    expect(own.synth(conditional(Fn.conditionEquals('a', 'b'))).short).toEqual([]);
    expect(own.synth(conditional(Fn.conditionEquals('a', 'c'))).violations[0].description)
      .toContain('holds, which is defined in another way than before; elsewhere it is removed.');
    expect(own.synth(orders()).short).toEqual([]);
  });
});

test('a resource in a nested stack that is made under a condition is one under that condition', () => {
  const nested = (...names: readonly string[]) => (app: App) => {
    const stack = shop(app);
    const data = new NestedStack(stack, 'Data');
    const database = instance(data, 'Orders');
    for (const [name, scope, of] of [['InShop', data, database], ['InProduction', stack, data.nestedStackResource as CfnResource]] as const) {
      if (names.includes(name)) {
        const expression = Fn.conditionAnd(new CfnCondition(scope, `${name}Only`, { expression: Fn.conditionEquals('a', 'a') }), Fn.conditionEquals('b', 'b'));
        of.cfnOptions.condition = new CfnCondition(scope, name, { expression });
      }
    }
  };
  const repository = new Repository();
  repository.record(nested());
  expect(repository.synth(nested('InProduction')).violations[0].description).toContain('now exists only where the condition `InProduction` holds; elsewhere it is removed.');
  expect(repository.synth(nested('InShop', 'InProduction')).violations[0].description).toContain('where the condition `InShop and InProduction` holds;');
  repository.record(nested('InShop', 'InProduction'), 'Shop/Data/Orders');
  expect(repository.synth(nested('InShop', 'InProduction')).short).toEqual([]);
  expect(repository.locked.stacks[0].resources.Orders.condition).toEqual({
    name: 'InShop and InProduction',
    definition: Array(2).fill({ 'Fn::And': [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Equals': ['b', 'b'] }] }),
  });
});

describe('a resource that is replaced', () => {
  const repository = new Repository();
  repository.record(orders({ port: '3306', dbSubnetGroupName: 'data' }));

  test('is named with the old value and the new one, and what happens to the old one', () => {
    expect(repository.synth(orders({ port: '3307', dbSubnetGroupName: 'data', kmsKeyId: 'arn' }))).toMatchObject({
      failed: true,
      violations: [{
        ruleName: 'replaced',
        severity: 'fatal',
        description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) is replaced: `KmsKeyId` was not set and is `"arn"`; `Port` was `"3306"` and is `"3307"`. CloudFormation makes a new '
        + 'resource without what the old one holds. CloudFormation leaves the old one behind, outside of any stack (UpdateReplacePolicy Retain).',
        suggestedFix: `Set \`KmsKeyId\`, \`Port\` back, or plan a move: a second store beside the first. ${released('Shop/Orders')}`,
        violatingConstructs: [{ constructPath: 'Shop/Orders' }],
      }],
    });
  });

  test.each([
    ['Snapshot', 'CloudFormation takes a last snapshot and deletes the old one (UpdateReplacePolicy Snapshot).'],
    ['Delete', 'CloudFormation deletes the old one with what it holds (UpdateReplacePolicy Delete).'],
    [undefined, 'CloudFormation deletes the old one with what it holds (UpdateReplacePolicy Delete).'],
  ])('with the policy %s goes the way of that policy', (policy, fate) => {
    const { violations } = repository.synth((app) => instance(shop(app), 'Orders', { port: '1' }).addOverride('UpdateReplacePolicy', policy));
    expect(violations[0].description).toContain(fate);
  });

  test('by a value that is gone is named', () => {
    expect(repository.synth(orders({ port: '3306' })).violations[0].description).toContain('`DBSubnetGroupName` was `"data"` and is not set');
  });

  test.each([
    ['a number for a text', 3306],
    ['a property that changes in place', '3306'],
  ])('is not one with %s', (_what, port) => {
    expect(repository.synth((app) => {
      instance(shop(app), 'Orders', { dbSubnetGroupName: 'data', allocatedStorage: '50' }).addPropertyOverride('Port', port);
    }).short).toEqual([]);
  });

  test('under conditions is a warning, which recording takes up', () => {
    const changed = orders({ port: '3306', dbSubnetGroupName: 'data', backupRetentionPeriod: 14 });
    const own = new Repository();
    own.record(orders({ port: '3306', dbSubnetGroupName: 'data', backupRetentionPeriod: 7 }));
    const expected = {
      failed: false,
      violations: [{
        ruleName: 'may-be-replaced',
        severity: 'warning',
        description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) may be replaced: `BackupRetentionPeriod` was `7` and is `14`. CloudFormation replaces it under some conditions.',
        suggestedFix: `Read these conditions in https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html. ${RECORD_IT}`,
      }],
    };
    expect(own.synth(changed)).toMatchObject(expected);
    expect(own.record(changed)).toMatchObject(expected);
    expect(own.synth(changed).short).toEqual([]);
  });

  test('through one that it refers to is named with the way', () => {
    const grouped = (name: string, description: string) => (app: App) => {
      const stack = shop(app);
      const group = new rds.CfnDBSubnetGroup(stack, 'Group', { dbSubnetGroupName: name, dbSubnetGroupDescription: description, subnetIds: ['subnet-1'] });
      instance(stack, 'Orders', { dbSubnetGroupName: group.ref });
    };
    const own = new Repository();
    own.record(grouped('data', 'the data tier'));
    expect(own.locked.stacks[0].references).toEqual({ Group: { type: 'AWS::RDS::DBSubnetGroup', properties: { DBSubnetGroupName: 'data' } } });
    expect(own.synth(grouped('data', 'another text')).short).toEqual([]);
    expect(own.synth(grouped('other', 'the data tier')).violations).toMatchObject([{
      ruleName: 'replaced',
      description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) is replaced: `DBSubnetGroupName` refers to `Group`, which is replaced itself: `DBSubnetGroupName` was `"data"` and is '
        + '`"other"`. CloudFormation makes a new resource without what the old one holds. CloudFormation leaves the old one behind, outside of any stack (UpdateReplacePolicy Retain).',
      suggestedFix: `Set what \`DBSubnetGroupName\` refers to back, or plan a move: a second store beside the first. ${released('Shop/Orders')}`,
    }]);
  });

  test('through a chain, and through one whose type has changed, is named', () => {
    const subnets = (cidr: string, vpcType = 'AWS::EC2::VPC') => (app: App) => {
      const stack = shop(app);
      new CfnResource(stack, 'Vpc', { type: vpcType, properties: { CidrBlock: '10.0.0.0/16' } });
      new ec2.CfnSubnet(stack, 'Subnet', { vpcId: Fn.ref('Vpc'), cidrBlock: cidr });
      new CfnResource(stack, 'Cache', { type: 'AWS::ElastiCache::ServerlessCache', properties: { SubnetIds: [Fn.sub('${Subnet}')], Engine: 'valkey' } });
    };
    const own = new Repository();
    own.record(subnets('10.0.0.0/24'));
    expect(own.synth(subnets('10.0.1.0/24')).violations[0].description)
      .toContain('`SubnetIds` refers to `Subnet`, which is replaced itself: `CidrBlock` was `"10.0.0.0/24"` and is `"10.0.1.0/24"`.');
    expect(own.synth(subnets('10.0.0.0/24', 'Custom::Vpc')).violations[0].description)
      .toContain('`SubnetIds` refers to `Subnet`, which is replaced itself: `VpcId` refers to `Vpc`, which is replaced itself, for its type has changed.');
  });

  test('is not one through references in a circle that stays', () => {
    const circle = (app: App) => {
      const stack = shop(app);
      new CfnResource(stack, 'One', { type: 'AWS::RDS::DBInstance', properties: { DBName: Fn.ref('Other') } });
      new CfnResource(stack, 'Other', { type: 'AWS::RDS::DBInstance', properties: { DBName: Fn.ref('One') } });
    };
    const own = new Repository();
    own.record(circle);
    expect(own.synth(circle).short).toEqual([]);
  });

  test('by joining a cluster is named', () => {
    expect(repository.synth(orders({ port: '3306', dbSubnetGroupName: 'data', dbClusterIdentifier: 'shop' })).violations[0].description)
      .toContain('`DBClusterIdentifier` was not set and is `"shop"`');
  });
});

describe('a search domain', () => {
  const domain = (version: string, key?: string, upgrades = false) => (app: App) => {
    const made = new opensearch.CfnDomain(shop(app), 'Logs', { engineVersion: version, encryptionAtRestOptions: key === undefined ? undefined : { enabled: true, kmsKeyId: key } });
    made.cfnOptions.updatePolicy = { enableVersionUpgrade: upgrades };
  };
  const repository = new Repository();
  repository.record(domain('OpenSearch_2.17', 'one'));

  test('is replaced by another key', () => {
    expect(repository.synth(domain('OpenSearch_2.17', 'other')).short).toEqual(['replaced Shop/Logs']);
  });

  test('is not replaced when it is encrypted for the first time', () => {
    const plain = new Repository();
    plain.record(domain('OpenSearch_2.17'));
    expect(plain.synth(domain('OpenSearch_2.17', 'one')).short).toEqual([]);
  });

  test.each([[false, ['replaced Shop/Logs']], [true, []]])('with `EnableVersionUpgrade` %s and another version: %p', (upgrades, expected) => {
    expect(repository.synth(domain('OpenSearch_2.19', 'one', upgrades)).short).toEqual(expected);
  });
});

describe('what only the deployment knows', () => {
  const withValue = (name: unknown, setUp: (stack: Stack) => void = () => undefined) => (app: App) => {
    const stack = shop(app);
    setUp(stack);
    new CfnResource(stack, 'Orders', { type: 'AWS::RDS::DBInstance', properties: { DBInstanceIdentifier: name } });
  };
  const parameter = (fallback: string) => (stack: Stack) => void new CfnParameter(stack, 'Name', { default: fallback });

  test.each<[string, unknown, unknown]>([
    ['a parameter', { Ref: 'Name' }, { Ref: 'Name' }],
    ['an import', { 'Fn::ImportValue': 'name' }, { 'Fn::ImportValue': 'name' }],
    ['a dynamic reference', '{{resolve:ssm:/name}}', '{{resolve:ssm:/name}}'],
    ['an attribute in another spelling', { 'Fn::GetAtt': 'Key.Arn' }, { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['no value, said at length', undefined, { Ref: 'AWS::NoValue' }],
    ['keys in another order', { 'Fn::FindInMap': ['a', 'b', 'c'], 'x': 1 }, { 'x': 1, 'Fn::FindInMap': ['a', 'b', 'c'] }],
    ['a lazy value', Token.asString({ resolve: () => 'orders' }), 'orders'],
  ])('counts as unchanged while its text stays: %s', (_what, before, after) => {
    const repository = new Repository();
    const setUp = (stack: Stack) => {
      parameter('orders')(stack);
      new kms.CfnAlias(stack, 'Key', { aliasName: 'alias/x', targetKeyId: 'x' });
    };
    repository.record(withValue(before, setUp));
    expect(repository.synth(withValue(after, setUp)).short).toEqual([]);
  });

  test('is not followed to another default of a parameter', () => {
    const repository = new Repository();
    repository.record(withValue({ Ref: 'Name' }, parameter('orders')));
    expect(repository.synth(withValue({ Ref: 'Name' }, parameter('bills'))).short).toEqual([]);
  });

  test('is a change when its text changes', () => {
    const repository = new Repository();
    repository.record(withValue({ 'Fn::ImportValue': 'name' }));
    expect(repository.synth(withValue({ 'Fn::ImportValue': 'other' })).violations[0].description)
      .toContain('`DBInstanceIdentifier` was `{"Fn::ImportValue":"name"}` and is `{"Fn::ImportValue":"other"}`');
  });

  test('and what the command line has yet to look up waits for the next synth', () => {
    const repository = new Repository();
    const looking = (app: App) => {
      const stack = shop(app);
      ec2.Vpc.fromLookup(stack, 'Vpc', { isDefault: true });
      instance(stack, 'Orders');
    };
    expect(repository.synth(looking)).toMatchObject({ failed: false, violations: [] });
    repository.record(looking);
    expect(repository.text).toBeUndefined();
  });
});

describe('a stack', () => {
  const repository = new Repository();
  repository.record(orders());

  test('that is gone takes its resources along', () => {
    expect(repository.synth((app) => void new sns.CfnTopic(shop(app, 'Other'), 'Alerts'))).toMatchObject({
      failed: true,
      violations: [{
        ruleName: 'stack-gone',
        severity: 'fatal',
        description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) belongs to the stack Shop, which this app no longer makes: nobody updates the resource any more, and it goes when the stack '
        + 'is deleted. CloudFormation leaves it behind, outside of any stack (DeletionPolicy Retain when it was recorded).',
        suggestedFix: `Bring the stack back. If the app makes other stacks by its context, give each choice a file of its own (\`file\`). ${released('Shop/Orders')}`,
        violatingConstructs: [{ constructPath: 'Shop/Orders' }],
      }],
    });
  });

  test('of another name is another stack', () => {
    expect(repository.synth((app) => void instance(shop(app, 'Shop', { stackName: 'Store', env: ENV }), 'Orders')).violations).toMatchObject([{
      ruleName: 'stack-renamed',
      description: 'AWS::RDS::DBInstance `Orders` (Shop/Orders) stays behind in the stack Shop: the stack at Shop is now Store, with new resources in it.',
      suggestedFix: `Give the stack its name back: \`stackName: 'Shop'\`. ${released('Shop/Orders')}`,
    }]);
  });

  test.each([
    ['region', { account: ENV.account, region: 'eu-central-1' }, '111111111111/eu-central-1'],
    ['account', { account: '222222222222', region: ENV.region }, '222222222222/eu-west-1'],
  ])('in another %s has new resources', (_what, env, place) => {
    expect(repository.synth((app) => void instance(shop(app, 'Shop', { env }), 'Orders')).violations).toMatchObject([{
      ruleName: 'stack-moved',
      severity: 'fatal',
      description: `AWS::RDS::DBInstance \`Orders\` (Shop/Orders) stays behind in 111111111111/eu-west-1: the stack Shop goes to ${place}, with new resources in it.`,
      suggestedFix: `Set the \`env\` of the stack back, and make a stack of another name for the other place. ${released('Shop/Orders')}`,
    }]);
  });

  test('is the same wherever its construct stands, while its name and its place stay', () => {
    expect(repository.synth((app) => void instance(shop(new Stage(app, 'Production'), 'Anywhere', { stackName: 'Shop', env: ENV }), 'Orders'))).toMatchObject({ failed: false, violations: [] });
  });

  test('whose place becomes known or unknown is a warning', () => {
    expect(repository.synth((app) => void instance(shop(app, 'Shop', {}), 'Orders'))).toMatchObject({
      failed: false,
      violations: [{
        ruleName: 'environment-changed',
        severity: 'warning',
        description: 'The stack Shop was recorded for 111111111111/eu-west-1 and is now for whichever account and region it is deployed to: whether that is the same place only its '
        + 'deployment knows. In another place its resources are new and empty.',
        suggestedFix: `Make sure that the stack stays where it is. ${RECORD_IT}`,
      }],
    });
    const open = new Repository();
    open.record((app) => void instance(shop(app, 'Shop', { env: { region: 'eu-west-1' } }), 'Orders'));
    expect(open.synth(orders()).violations[0].description).toContain('was recorded for any account/eu-west-1 and is now for 111111111111/eu-west-1');
    open.record(orders());
    expect(open.synth(orders()).short).toEqual([]);
  });

  test('of the same name in two regions is two stacks', () => {
    const both = (regions: readonly string[]) => (app: App) => regions.forEach((region) => {
      instance(shop(app, region, { stackName: 'Shop', env: { ...ENV, region } }), 'Orders');
    });
    const own = new Repository();
    own.record(both(['eu-west-1', 'eu-central-1']));
    expect(own.synth(both(['eu-central-1', 'eu-west-1'])).short).toEqual([]);
    expect(own.synth(both(['eu-west-1'])).short).toEqual(['stack-gone eu-central-1/Orders']);
  });

  test('of each stage keeps its own resources under the same logical ids', () => {
    const stages = (ports: Readonly<Record<string, string>>) => (app: App) => Object.entries(ports).forEach(([id, port]) => {
      instance(shop(new Stage(app, id, { env: ENV })), 'Orders', { port });
    });
    const own = new Repository();
    own.record(stages({ Test: '1', Production: '2' }));
    expect(own.locked.stacks.map(({ stack }: { stack: string }) => stack)).toEqual(['Production-Shop', 'Test-Shop']);
    expect(own.synth(stages({ Test: '1', Production: '2' })).short).toEqual([]);
    expect(own.synth(stages({ Test: '2', Production: '2' })).short).toEqual(['replaced Test/Shop/Orders']);
  });

  test('inside another one is known by its logical id there', () => {
    const nested = (id: string, stackName = 'Shop') => (app: App) => void instance(new NestedStack(shop(app, 'Shop', { stackName, env: ENV }), id), 'Orders');
    const own = new Repository();
    own.record(nested('Data'));
    expect(own.synth(nested('Data')).short).toEqual([]);
    expect(own.synth(nested('Data', 'Store')).violations).toMatchObject([{
      ruleName: 'stack-renamed',
      suggestedFix: 'Give the stack its old name back; a nested one is known by its logical id in its parent, which `overrideLogicalId` on its `nestedStackResource` keeps. '
        + released('Shop/Data/Orders'),
    }]);
    expect(own.synth(nested('Databases')).short).toEqual(['not-recorded Shop/Databases/Orders', 'stack-gone Shop/Data/Orders']);
  });

  test('with an included template is looked at too', () => {
    const included = (port: number) => (app: App) => void new MergedTemplate(shop(app), 'Merged', { Orders: { Type: 'AWS::RDS::DBInstance', Properties: { Port: port } } });
    const own = new Repository();
    own.record(included(1));
    expect(own.locked.stacks[0].resources.Orders.path).toBe('Shop/Orders');
    expect(own.synth(included(2))).toMatchObject({ failed: true, short: ['replaced Shop/Orders'] });
  });
});

describe('a loss that is meant', () => {
  const two = (app: App) => ['Orders', 'Bills'].forEach((id) => void instance(shop(app, id), 'Database'));
  const none = (app: App) => ['Orders', 'Bills'].forEach((id) => void new sns.CfnTopic(shop(app, id), 'Alerts'));
  const one = (app: App) => {
    new sns.CfnTopic(shop(app, 'Orders'), 'Alerts');
    instance(shop(app, 'Bills'), 'Database');
  };

  test('takes a word, and its entry leaves the file', () => {
    const repository = new Repository();
    repository.record(two);
    expect(repository.record(one, 'Database')).toMatchObject({ failed: false, violations: [] });
    expect(repository.locked.stacks.map(({ stack }: { stack: string }) => stack)).toEqual(['Bills']);
    expect(repository.synth(one).short).toEqual([]);
  });

  test('takes a word for each resource', () => {
    const repository = new Repository();
    repository.record(two);
    const before = repository.text;
    expect(repository.record(none, 'Orders/Database').short).toEqual(['removed Bills/Database']);
    expect(repository.text).toBe(before);
    expect(repository.record(none, 'Orders/Database, Bills/Database')).toMatchObject({ failed: false });
    expect(repository.locked.stacks).toEqual([]);
  });

  test('takes a list where the context is one', () => {
    const repository = new Repository();
    repository.record(two);
    expect(repository.synth(none, { ...RECORD, 'cdk-hardened-databases:lock-release': ['Orders/Database', 'Bills/Database'] }).failed).toBe(false);
  });

  test('is not meant by a logical id that several have', () => {
    const repository = new Repository();
    repository.record(two);
    expect(repository.record(none, 'Database').violations[0]).toMatchObject({
      ruleName: 'wrong-context',
      severity: 'fatal',
      description: 'Nothing was recorded: the context `cdk-hardened-databases:lock-release` names \'Database\', which 2 resources go by; name each by its construct path: '
        + '`Bills/Database`, `Orders/Database`.',
      suggestedFix: 'See the documentation of `ReplacementLock`.',
    });
  });

  test.each([
    [one, 'Carts', "names 'Carts', but nothing that would be lost goes by this logical id or construct path; what would be lost is `Database`."],
    [two, 'Orders/Database', "names 'Orders/Database', but nothing that would be lost goes by this logical id or construct path: nothing would be lost; leave it out."],
  ])('is not meant by a word that fits nothing', (make, word, text) => {
    const repository = new Repository();
    repository.record(two);
    const before = repository.text;
    const { failed, violations } = repository.record(make, word);
    expect(failed).toBe(true);
    expect(violations[0].description).toContain(text);
    expect(repository.text).toBe(before);
  });

  test('is not meant without a record', () => {
    const repository = new Repository();
    repository.record(two);
    const { violations, short } = repository.synth(one, { 'cdk-hardened-databases:lock-release': 'Database' });
    expect(violations[0].description).toBe('Nothing was recorded: the context `cdk-hardened-databases:lock-release` is set, but nothing is recorded; '
      + 'add `-c cdk-hardened-databases:lock=record`, or leave it out.');
    expect(short).toEqual(['removed Orders/Database', 'wrong-context']);
  });

  test('cannot be acknowledged', () => {
    const repository = new Repository();
    repository.record(orders({ port: '1' }));
    expect(repository.synth((app) => {
      Validations.of(instance(shop(app), 'Orders', { port: '2' })).acknowledge({ id: 'ReplacementLock::replaced', reason: 'it has never mattered to anybody' });
    })).toMatchObject({ failed: true, short: ['replaced Shop/Orders'] });
  });

  test('may be taken out of the file by hand', () => {
    const repository = new Repository();
    repository.record(two);
    const { stacks, ...rest } = repository.locked;
    writeFileSync(repository.file, JSON.stringify({ ...rest, stacks: stacks.filter(({ stack }: { stack: string }) => stack !== 'Orders') }));
    expect(repository.synth(one).short).toEqual([]);
  });
});

test('a mode that does not exist is refused', () => {
  const repository = new Repository();
  expect(repository.synth(orders(), { 'cdk-hardened-databases:lock': 'update' }).violations[0].description)
    .toBe('Nothing was recorded: the context `cdk-hardened-databases:lock` is "update", allowed is `record`; correct it or leave it out.');
});

describe('a teardown that was announced', () => {
  const NOTE = { reason: 'the shop moves to DynamoDB', until: '2027-03-31' };
  const LATER = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const announced = (app: App) => instance(shop(app), 'Orders').node.addMetadata(TEARDOWN_METADATA_KEY, NOTE);
  const around = (app: App) => {
    const stack = shop(app);
    stack.node.addMetadata(TEARDOWN_METADATA_KEY, NOTE);
    instance(stack, 'Orders');
  };
  const gone = (app: App) => void new sns.CfnTopic(shop(app), 'Alerts');

  test.each([['the resource', announced], ['a construct around it', around]])('at %s is recorded, and lets the resource leave', (_where, make) => {
    const repository = new Repository();
    repository.record(orders());
    expect(repository.synth(make).violations).toMatchObject([{
      ruleName: 'teardown-not-recorded',
      severity: 'error',
      description: `AWS::RDS::DBInstance \`Orders\` (Shop/Orders) is about to be taken down, and ${FILE} does not say so yet: its removal would be refused.`,
      suggestedFix: RECORD_IT,
    }]);
    repository.record(make);
    expect(repository.locked.stacks[0].resources.Orders.leaving).toEqual(NOTE);
    expect(repository.synth(make).short).toEqual([]);
    expect(repository.synth(gone)).toMatchObject({ failed: false, violations: [] });
    expect(repository.synth((app) => void new sns.CfnTopic(shop(app, 'Other'), 'Alerts')).short).toEqual([]);
    repository.record(gone);
    expect(repository.locked.stacks).toEqual([]);
  });

  test('and taken back is recorded too', () => {
    const repository = new Repository();
    repository.record(announced);
    expect(repository.synth(orders()).violations).toMatchObject([{
      ruleName: 'teardown-not-recorded',
      description: `AWS::RDS::DBInstance \`Orders\` (Shop/Orders) is recorded in ${FILE} as leaving, but its teardown is no longer announced: nothing would notice its loss.`,
    }]);
    repository.record(orders());
    expect(repository.synth(gone).short).toEqual(['removed Shop/Orders']);
  });

  test('by `Teardown` is one', () => {
    const repository = new Repository();
    const table = (teardown: boolean) => (app: App) => {
      const store = new SecureDynamoTable(shop(app), 'Orders', { partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING } });
      if (teardown) {
        Teardown.announce(store, { reason: NOTE.reason, until: LATER, acknowledge: 'Shop/Orders' });
      }
    };
    repository.record(table(false));
    expect(new Set(repository.synth(table(true)).violations.map(({ ruleName }) => ruleName))).toEqual(new Set(['teardown-not-recorded']));
    repository.record(table(true));
    const { resources } = repository.locked.stacks[0];
    const leaving = Object.values(resources).map((one) => (one as { leaving: object }).leaving);
    expect(leaving).toEqual(Object.keys(resources).map(() => ({ reason: NOTE.reason, until: LATER })));
    expect(repository.synth(gone)).toMatchObject({ failed: false, violations: [] });
  });

  test('allows no replacement', () => {
    const repository = new Repository();
    repository.record(announced);
    expect(repository.synth((app) => instance(shop(app), 'Orders', { port: '1' }).node.addMetadata(TEARDOWN_METADATA_KEY, NOTE)).short).toEqual(['replaced Shop/Orders']);
  });
});

describe('which types', () => {
  const typed = (...types: readonly string[]) => (app: App) => {
    const stack = shop(app);
    types.forEach((type, index) => new CfnResource(stack, `Resource${index}`, { type, properties: {} }));
  };

  test('hold data is known, and members of clusters do not', () => {
    const repository = new Repository();
    repository.record((app) => {
      typed('AWS::RDS::DBCluster', 'AWS::SNS::Topic', 'AWS::KMS::Key', 'AWS::DAX::Cluster', 'AWS::S3::Bucket')(app);
      instance(app.node.findChild('Shop'), 'Writer', { dbClusterIdentifier: 'shop' });
    });
    expect(Object.values(repository.locked.stacks[0].resources).map((one) => (one as { type: string }).type)).toEqual(['AWS::RDS::DBCluster', 'AWS::KMS::Key', 'AWS::S3::Bucket']);
  });

  test('are recorded beyond that is a choice, and what is recorded stays compared without it', () => {
    const repository = new Repository({ additionalTypes: ['AWS::Logs::LogGroup'] });
    repository.record(typed('AWS::Logs::LogGroup'));
    const plain = new App();
    typed('AWS::SNS::Topic')(plain);
    Validations.of(plain).addPlugins(new ReplacementLock(plain, { file: repository.file }));
    expect(outcomeOf(plain, repository.file).short).toEqual(['type-changed Shop/Resource0']);
  });

  test('may not be chosen is said, all at once', () => {
    expect(thrown(() => new ReplacementLock(new App(), { file: ' ', additionalTypes: ['AWS::S3::Bucket', 'AWS::IAM::Role'] }))).toBe([
      'ReplacementLock cannot be created, 3 problems:',
      "  LOCK_FILE: `file` is ' ', but it is read at synth; pass the path of a file, or leave it out",
      "  LOCK_TYPE: `additionalTypes` names 'AWS::S3::Bucket', which is recorded anyway; remove it",
      `  LOCK_TYPE: \`additionalTypes\` names 'AWS::IAM::Role', allowed are ${OPTIONAL_STATEFUL_TYPES.join(', ')}; correct the type or remove it`,
    ].join('\n'));
    expect(thrown(() => new ReplacementLock(new App(), { file: Token.asString({ Ref: 'File' }) }))).toContain(
      'LOCK_FILE: `file` is only known at deployment (a token), but it is read at synth; pass the path of a file, or leave it out');
  });
});

describe('a file', () => {
  const unreadable = (text: string) => {
    const repository = new Repository();
    mkdirSync(dirname(repository.file), { recursive: true });
    writeFileSync(repository.file, text);
    return [repository, repository.synth(orders()), repository.record(orders())] as const;
  };
  const file = (stacks: unknown, rest: object = {}) => JSON.stringify({ version: 1, properties: {}, ...rest, stacks });
  const stack = (rest: object) => [{ stack: 'Shop', path: 'Shop', resources: {}, ...rest }];

  test.each([
    ['[]', 'it does not hold a JSON object; restore it from version control'],
    ['null', 'it does not hold a JSON object; restore it from version control'],
    ['{}', '`version` is missing or malformed; restore the file from version control'],
    [file([], { version: 2 }), 'its format is of version 2, this version of cdk-hardened-databases reads version 1; update the library'],
    [file([], { version: '1' }), '`version` is missing or malformed; restore the file from version control'],
    [file([], { properties: { A: 1 } }), '`properties` is missing or malformed; restore the file from version control'],
    [file({}), '`stacks` is missing or malformed; restore the file from version control'],
    [file([1]), '`stacks[0]` is missing or malformed; restore the file from version control'],
    [file(stack({ resources: undefined })), '`stacks[0]` is missing or malformed; restore the file from version control'],
    [file(stack({ resources: { Orders: { type: 'x', path: 'y' } } })), '`stacks[0].resources.Orders` is missing or malformed; restore the file from version control'],
    [file(stack({ resources: { Orders: { type: 'x', properties: {} } } })), '`stacks[0].resources.Orders` is missing or malformed; restore the file from version control'],
    [file(stack({ references: { Group: {} } })), '`stacks[0].references.Group` is missing or malformed; restore the file from version control'],
  ])('that holds %s is refused and left as it is', (text, problem) => {
    const [repository, checked, recorded] = unreadable(text);
    for (const { failed, violations } of [checked, recorded]) {
      expect(failed).toBe(true);
      expect(violations).toMatchObject([{
        ruleName: 'unreadable', severity: 'fatal', description: `${FILE} cannot be read: ${problem}.`, suggestedFix: 'Nothing is compared and nothing is recorded until it can.',
      }]);
    }
    expect(repository.text).toBe(text);
  });

  test('with a merge conflict is refused with what to do about it', () => {
    const [, { violations }] = unreadable('{\n<<<<<<< HEAD\n');
    expect(violations[0].description).toMatch(/^stateful\.lock\.json cannot be read: it is not JSON \(.+\); restore it from version control, and solve a merge conflict by keeping the /);
  });

  test('that cannot be read at all fails the synth', () => {
    const app = new App();
    instance(shop(app), 'Orders');
    Validations.of(app).addPlugins(new ReplacementLock(app, { file: mkdtempSync(join(tmpdir(), 'lock-')) }));
    expect(outcomeOf(app, '')).toMatchObject({ failed: true, violations: [] });
  });

  test('of an older version of the library compares what it knows, and asks for another record', () => {
    const repository = new Repository();
    repository.record(orders());
    const { properties, ...rest } = repository.locked;
    writeFileSync(repository.file, JSON.stringify({ ...rest, properties: { 'AWS::RDS::DBInstance': properties['AWS::RDS::DBInstance'].filter((name: string) => name !== 'Port') } }));
    expect(repository.synth(orders({ port: '1' }))).toMatchObject({
      failed: false,
      violations: [{
        ruleName: 'older-record',
        severity: 'warning',
        description: `${FILE} was recorded by an older version of cdk-hardened-databases, which did not look at all properties that replace AWS::RDS::DBInstance.`,
        suggestedFix: RECORD_IT,
      }],
    });
    repository.record(orders({ port: '1' }));
    expect(repository.synth(orders({ port: '2' })).short).toEqual(['replaced Shop/Orders']);
  });
});

test('an app that is synthesized again is compared again, whether or not it was changed', () => {
  const repository = new Repository();
  repository.record(orders({ port: '1' }));
  const app = new App();
  const database = instance(shop(app), 'Orders', { port: '1' });
  Validations.of(app).addPlugins(new ReplacementLock(app, { file: repository.file }));
  expect(outcomeOf(app, repository.file).short).toEqual([]);
  database.port = '2';
  expect(outcomeOf(app, repository.file).short).toEqual(['replaced Shop/Orders']);
  database.port = '1';
  expect(outcomeOf(app, repository.file).short).toEqual([]);
});

test('a lock of a stage looks at that stage alone', () => {
  const repository = new Repository();
  const make = (context: object, port: string) => {
    const app = new App({ context: context as Record<string, unknown> });
    instance(shop(app), 'Bills');
    const stage = new Stage(app, 'Production');
    instance(shop(stage), 'Orders', { port });
    Validations.of(stage).addPlugins(new ReplacementLock(stage, { file: repository.file }));
    return outcomeOf(app, repository.file);
  };
  expect(make(RECORD, '1').short).toEqual([]);
  expect(repository.locked.stacks.map(({ path }: { path: string }) => path)).toEqual(['Production/Shop']);
  expect(make({}, '2').short).toEqual(['replaced Production/Shop/Orders']);
});

test('stacks of several accounts and regions are compared once each, and recorded together', () => {
  const repository = new Repository();
  const make = (port: string) => (app: App) => ['eu-west-1', 'eu-central-1'].forEach((region) => {
    instance(shop(app, region, { env: { ...ENV, region } }), 'Orders', { port });
  });
  repository.record(make('1'));
  expect(repository.synth(make('2')).short).toEqual(['replaced eu-central-1/Orders', 'replaced eu-west-1/Orders']);
  expect(repository.record(make('2'), 'eu-west-1/Orders,eu-central-1/Orders')).toMatchObject({ failed: false, violations: [] });
  expect(repository.synth(make('2')).short).toEqual([]);
});
