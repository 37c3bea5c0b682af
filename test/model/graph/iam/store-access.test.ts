import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct, IConstruct } from 'constructs';
import { SecureDynamoTable } from '../../../../src/databases/dynamodb/secure-dynamo-table';
import { SecureRdsInstance } from '../../../../src/databases/rds/secure-rds-instance';
import { AccessRight } from '../../../../src/facts/store-access';
import { DeletionGuard } from '../../../../src/foundation/deletion/deletion-guard';
import { TieredNetwork } from '../../../../src/foundation/network/tiered-network';
import { AppModel } from '../../../../src/model/app-model';
import { RightAnswer, storeAccess } from '../../../../src/model/graph/iam/store-access';
import { resolveApp } from '../../../../src/model/unsynthesized-app';
import { ENV, MYSQL } from '../../../support/fixtures';
import { modelOf, modelOfStacks } from '../../../support/templates';

/** The answers about one store, as `principal: right answer`; those about others are left out. */
function answers(model: AppModel, store: string, ...rights: AccessRight[]): string[] {
  return model.derive(storeAccess).filter((access) => access.store.path.includes(store)).flatMap(({ principals }) => (
    principals.flatMap(({ principal, rights: held }) => Object.entries(held)
      .filter(([right]) => rights.length === 0 || rights.includes(right as AccessRight))
      .map(([right, { answer }]) => `${principal.resource.label}: ${right} ${answer}`))));
}

function detail(model: AppModel, right: AccessRight): RightAnswer | undefined {
  return model.derive(storeAccess)[0].principals[0]?.rights[right];
}

const modelIn = (scope: IConstruct) => new AppModel(resolveApp(scope.node.root));
const service = (scope: Construct, id: string) => new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
const table = (scope: Construct, id = 'Carts') => new dynamodb.Table(scope, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });

describe('the grants of this library', () => {
  const app = new App();
  const stack = new Stack(app, 'Data', { env: ENV });
  const network = new TieredNetwork(stack, 'Network');
  const orders = new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL });
  const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  const web = new Stack(app, 'Web', { env: ENV });
  orders.grants.connect(service(web, 'Orders'), 'orders_app');
  carts.grants.read(service(web, 'Carts'));
  const model = modelIn(app);

  test('a role that may connect as a database user reads the database, and nothing else', () => {
    expect(answers(model, 'Data/Orders/Instance').filter((line) => line.startsWith('Web/'))).toEqual(['Web/Orders: read yes']);
  });

  test('says as which database user', () => {
    const [{ principals }] = model.derive(storeAccess).filter(({ store }) => store.path.includes('Data/Orders/Instance'));
    expect(principals.find(({ principal }) => principal.resource.label === 'Web/Orders')?.rights.read).toEqual({
      answer: 'yes', actions: ['rds-db:connect'], by: 'Web/Orders/DatabaseAccess → statement 1', users: ['orders_app'],
    });
  });

  test('a role that may read a table reads it, and no other store', () => {
    expect(answers(model, 'Data/Carts/Table').filter((line) => line.startsWith('Web/'))).toEqual(['Web/Carts: read yes']);
  });
});

describe('a deletion guard', () => {
  function guarded(apply: boolean) {
    const stack = new Stack(new App(), 'Data', { env: ENV });
    const carts = new SecureDynamoTable(stack, 'Carts', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const guard = new DeletionGuard(stack, 'Guard', { stores: [carts] });
    const people: iam.IIdentity[] = [
      new iam.User(stack, 'Ann'), new iam.Role(stack, 'Developer', { assumedBy: new iam.AccountRootPrincipal() }), new iam.Group(stack, 'Team'),
    ];
    people.forEach((each) => each.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonDynamoDBFullAccess')));
    people.filter(() => apply).forEach((each) => guard.applyTo(each));
    return answers(modelIn(stack), 'Carts/Table', 'destroy', 'change');
  }

  test('demands MFA of people, and takes the rights from roles, whose sessions never prove it', () => {
    // the policy of the table does not name the administrator role (`policy.deletionRoleArns`), so that has nothing either
    expect(guarded(true)).toEqual([
      'Data/Ann: destroy with-mfa',
      'Data/Ann: change with-mfa',
      'Data/Team: destroy with-mfa',
      'Data/Team: change with-mfa',
    ]);
  });

  test('binds nobody to whom it is not applied; the policy of the table still guards the table, and not its backups', () => {
    expect(guarded(false)).toEqual([
      'Data/Developer: destroy yes',
      'Data/Ann: destroy yes',
      'Data/Ann: change with-mfa',
      'Data/Team: destroy yes',
      // whether a member has an excepted ARN is not known
      'Data/Team: change conditional',
    ]);
  });

  test('has an administrator role, which is entered with MFA', () => {
    const stack = new Stack(new App(), 'Data', { env: ENV });
    const orders = new SecureRdsInstance(stack, 'Orders', { network: new TieredNetwork(stack, 'Network'), engine: MYSQL });
    new DeletionGuard(stack, 'Guard', { stores: [orders] });
    expect(answers(modelIn(stack), 'Orders/Instance', 'destroy', 'change')).toEqual([
      'Data/Guard/AdministratorRole: destroy with-mfa', 'Data/Guard/AdministratorRole: change with-mfa',
    ]);
  });
});

describe('references', () => {
  test('are followed across stacks, nested stacks and stages', () => {
    const app = new App();
    const stage = new Stage(app, 'Prod');
    const data = new Stack(stage, 'Data');
    const carts = table(data);
    const nested = new NestedStack(new Stack(stage, 'Web'), 'Inner');
    carts.grantReadData(service(nested, 'Function'));
    carts.grant(service(data, 'Janitor'), 'dynamodb:DeleteTable');
    expect(answers(modelIn(app), 'Carts')).toEqual(['Prod/Data/Janitor: destroy yes', 'Prod/Web/Inner/Function: read yes']);
  });

  test('to another table of the app are no', () => {
    const stack = new Stack(new App(), 'Data');
    table(stack).grantFullAccess(service(stack, 'Function'));
    table(stack, 'Orders');
    expect([answers(modelIn(stack), 'Carts').length, answers(modelIn(stack), 'Orders')]).toEqual([4, []]);
  });

  test('to the secret of a database let its reader in, and one to another secret does not', () => {
    const stack = new Stack(new App(), 'Data', { env: ENV });
    const network = new TieredNetwork(stack, 'Network');
    const instance = new rds.DatabaseInstance(stack, 'Orders', { vpc: network.vpc, engine: MYSQL, vpcSubnets: { subnets: network.vpc.isolatedSubnets } });
    instance.secret!.grantRead(service(stack, 'Function'));
    new secretsmanager.Secret(stack, 'Other').grantRead(service(stack, 'Stranger'));
    expect(answers(modelIn(stack), 'Orders/')).toEqual(['Data/Function: read yes']);
  });
});

/** A role with one statement about a table of a known name. */
function roleWith(statement: object, about: object = {}, tableAbout: object = { TableName: 'orders' }): AppModel {
  return modelOf({
    Table: { Type: 'AWS::DynamoDB::Table', Properties: tableAbout },
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'Own', PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }], ...about } },
  }, { Parameters: { Name: { Type: 'String' } } });
}
const DELETE = { Action: 'dynamodb:DeleteTable' };

describe('what only deployment knows', () => {
  test.each<[string, object, string | undefined]>([
    ['a region of its own', { Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }, 'unknown'],
    ['the region and account of the stack', { Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/orders' } }, 'yes'],
    ['another name', { Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/carts' } }, undefined],
    ['a name that is a parameter', { Resource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Name}' } }, 'unknown'],
    ['an ARN that is cut off', { Resource: 'arn:aws:dynamodb' }, 'yes'],
    ['another service, cut off', { Resource: 'arn:aws:s3' }, undefined],
    ['one of two branches', { Resource: { 'Fn::If': ['IsProd', '*', { 'Fn::GetAtt': ['Role', 'Arn'] }] } }, 'unknown'],
    ['everything but one name', { NotResource: { 'Fn::Sub': 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/carts' } }, 'yes'],
    ['everything but itself', { NotResource: { 'Fn::GetAtt': ['Table', 'Arn'] } }, undefined],
    ['an index of the table', { Resource: { 'Fn::Sub': '${Table.Arn}/index/*' } }, undefined],
  ])('%s', (_name, on, answer) => {
    expect(detail(roleWith({ ...DELETE, ...on }), 'destroy')?.answer).toBe(answer);
  });

  test('an identity of another account has no right without a policy of the store', () => {
    const about = (account: string) => ({ environment: `aws://${account}/eu-west-1` });
    const stacks = {
      Data: { Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } } } },
      App: { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } } } },
    };
    const of = (one: string, other: string) => answers(modelOfStacks(stacks, { Data: about(one), App: about(other) }), 'Table', 'destroy');
    expect([of('111122223333', '111122223333'), of('111122223333', '222222222222'), of('111122223333', 'unknown-account')])
      .toEqual([['Role: destroy yes'], [], ['Role: destroy unknown']]);
  });

  test('a policy of the app that is there under a condition may be missing', () => {
    const model = modelOf({
      Table: { Type: 'AWS::DynamoDB::Table' },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'ops' } },
      Sometimes: {
        Type: 'AWS::IAM::Policy',
        Condition: 'IsProd',
        Properties: { Roles: ['ops'], PolicyDocument: { Statement: { Effect: 'Allow', ...DELETE, Resource: '*' } } },
      },
    });
    expect(detail(model, 'destroy')).toEqual({
      answer: 'unknown', actions: ['dynamodb:DeleteTable'], by: 'Sometimes → statement 1', because: 'whom or what it is about is only known at deployment',
    });
  });

  test('a policy outside of the app may allow, and may deny', () => {
    const other = { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/other'] };
    expect(detail(roleWith({ Action: 's3:GetObject', Resource: '*' }, other), 'read')).toMatchObject({
      answer: 'unknown', because: 'what arn:aws:iam::111122223333:policy/other allows is not part of the app',
    });
    expect(detail(roleWith({ ...DELETE, Resource: '*' }, other), 'destroy')).toMatchObject({
      answer: 'unknown', by: 'Own → statement 1', because: 'what arn:aws:iam::111122223333:policy/other denies is not part of the app',
    });
  });
});

describe('the policy of a store', () => {
  const policy = (statement: object) => ({ TableName: 'orders', ResourcePolicy: { PolicyDocument: { Statement: [{ Resource: '*', ...statement }] } } });
  const nothing = { Action: 's3:GetObject', Resource: '*' };

  test.each<[string, object, object, string | undefined]>([
    ['gives what no identity has', nothing, { Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, ...DELETE }, 'yes'],
    ['gives nothing by naming the account', nothing, { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, ...DELETE }, undefined],
    ['takes from everybody', { ...DELETE, Resource: '*' }, { Effect: 'Deny', Principal: '*', ...DELETE }, undefined],
    ['takes from all but one', { ...DELETE, Resource: '*' }, {
      Effect: 'Deny', Principal: '*', ...DELETE, Condition: { ArnNotEquals: { 'aws:PrincipalArn': { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    }, 'yes'],
    ['takes from others', { ...DELETE, Resource: '*' }, { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:role/x' }, ...DELETE }, 'yes'],
    ['may take from whomever it leaves out', { ...DELETE, Resource: '*' }, { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::1:role/x' }, ...DELETE }, 'unknown'],
  ])('%s', (_name, own, statement, answer) => {
    expect(detail(roleWith(own, { RoleName: 'ops' }, policy(statement)), 'destroy')?.answer).toBe(answer);
  });
});

test('the policy of a global table is that of its replica in the region of the stack', () => {
  const replica = (Region: unknown, Effect: string) => ({
    Region, ResourcePolicy: { PolicyDocument: { Statement: [{ Effect, Principal: '*', Action: 'dynamodb:*', Resource: '*' }] } },
  });
  const of = (...Replicas: object[]) => detail(modelOf({
    Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas } },
    Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] } },
  }), 'read')?.answer;
  expect([of(replica({ Ref: 'AWS::Region' }, 'Deny')), of(replica('eu-west-1', 'Deny'), { Region: { Ref: 'AWS::Region' } })]).toEqual([undefined, 'yes']);
});

test.each<[string, object, string | undefined]>([
  ['a key policy that leaves it to the account', { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'yes'],
  ['a key policy that names somebody else', { AWS: 'arn:aws:iam::111122223333:role/admin' }, undefined],
  ['a key policy that names the role', { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'yes'],
])('%s decides about the key of a store', (_name, Principal, answer) => {
  const model = modelOf({
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }] } } },
    Vault: { Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'vault', EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'ops',
        Policies: [{ PolicyName: 'Own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Schedule*', Resource: '*' }] } }],
      },
    },
  });
  expect(detail(model, 'destroy')?.answer).toBe(answer);
});

test('members of a cluster, and workgroups of a namespace, count for it', () => {
  const model = modelOf({
    Ledger: { Type: 'AWS::RDS::DBCluster', Properties: {} },
    Writer: { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: { Ref: 'Ledger' } } },
    Other: { Type: 'AWS::RDS::DBCluster', Properties: {} },
    Namespace: { Type: 'AWS::RedshiftServerless::Namespace', Properties: { NamespaceName: 'numbers' } },
    Workgroup: { Type: 'AWS::RedshiftServerless::Workgroup', Properties: { NamespaceName: 'numbers' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Policies: [{
          PolicyName: 'Own',
          PolicyDocument: {
            Statement: [
              { Effect: 'Allow', Action: 'rds:DeleteDBInstance', Resource: { 'Fn::GetAtt': ['Writer', 'DBInstanceArn'] } },
              { Effect: 'Allow', Action: 'redshift-serverless:GetCredentials', Resource: { 'Fn::GetAtt': ['Workgroup', 'Workgroup.WorkgroupArn'] } },
            ],
          },
        }],
      },
    },
  });
  expect(model.derive(storeAccess).map(({ store, principals: [holder] }) => `${store.logicalId}: ${Object.keys(holder?.rights ?? {}).join()}`))
    .toEqual(['Ledger: destroy', 'Other: ', 'Namespace: read']);
});

test('an app without a store has no answers', () => {
  expect(modelOf({ Role: { Type: 'AWS::IAM::Role' } }).derive(storeAccess)).toEqual([]);
});
