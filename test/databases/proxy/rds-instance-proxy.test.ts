import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RdsGrants } from '../../../src/databases/rds/rds-grants';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { ENV, MARIADB, MYSQL, ORACLE, POSTGRES, rdsInstance, SQL_SERVER, twoStacks, TwoStacks } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[] };
}

describe('a proxy in front of an instance', () => {
  let store: SecureRdsInstance;
  let template: Template;
  beforeAll(() => {
    const stacks = twoStacks(ENV);
    store = rdsInstance(stacks, { engine: POSTGRES, port: 5433, naming: { identifier: 'orders' }, engineOptions: { proxy: {} } });
    store.grants.connect(new iam.Role(stacks.dataStack, 'App', { assumedBy: new iam.AccountRootPrincipal() }), 'orders_app');
    template = Template.fromStack(stacks.dataStack);
  });

  test('serves the instance by its name, after it is there', () => {
    template.hasResource('AWS::RDS::DBProxyTargetGroup', {
      Properties: { DBInstanceIdentifiers: ['orders'] }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('^OrdersInstance')]),
    });
  });

  test('takes over the tier rules: the app tier reaches the proxy, the proxy alone reaches the instance', () => {
    const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => Properties as Record<string, unknown>)
      .map(({ Description, FromPort, ToPort }) => `${Description as string}: ${String(FromPort)}-${String(ToPort)}`);
    expect(rules.sort()).toEqual(['App tier to data store: 5432-5432', 'Proxy to data store: 5433-5433']);
  });

  test('is what the grant opens, and logs in as the granted user alone', () => {
    const resources = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => (Properties as Policy).PolicyDocument.Statement)
      .filter(({ Action }) => Action === 'rds-db:connect').map(({ Resource }) => JSON.stringify(Resource));
    expect(resources).toEqual([expect.stringMatching('DbiResourceId.*/orders_app'), expect.stringMatching('DBProxyArn.*/orders_app')]);
  });

  test('is given away by the construct', () => {
    expect(store.proxy!.port).toBe(5432);
  });
});

describe('which engines a proxy serves', () => {
  let stacks: TwoStacks;
  beforeAll(() => {
    stacks = twoStacks(ENV);
  });

  test.each([['Mysql', MYSQL], ['Mariadb', MARIADB]])('%s has one', (id, engine) => {
    expect(rdsInstance(stacks, { engine, engineOptions: { proxy: {} } }, id).proxy!.port).toBe(3306);
  });

  test.each([['oracle-ee', ORACLE], ['sqlserver-se', SQL_SERVER]])('%s has none', (name, engine) => {
    const id = name.replace('-', '');
    expect(thrown(() => rdsInstance(stacks, { engine, engineOptions: { proxy: {} } }, id))).toBe(`SecureRdsInstance 'Data/${id}' cannot be created, 1 problem:\n`
      + `  PROXY_UNSUPPORTED: \`engineOptions.proxy\` is set, but a proxy logs in to ${name} with passwords only, or not at all; remove it`);
  });
});

describe('grants on what somebody else made', () => {
  test.each(['db-ABCDEFGHIJKL01234', 'cluster-ABCDEFGHIJKL01234', 'prx-0123456789abcdef0'])('name one user of %s', (resourceId) => {
    const { dataStack } = twoStacks(ENV);
    const role = new iam.Role(dataStack, 'App', { assumedBy: new iam.AccountRootPrincipal() });
    RdsGrants.imported(dataStack, resourceId).connect(role, 'orders_app');
    Template.fromStack(dataStack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Action: 'rds-db:connect', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:rds-db:eu-west-1:111111111111:dbuser:${resourceId}/orders_app`]] },
        }],
      },
    });
  });

  test.each([[''], ['orders'], ['db-*'], ['arn:aws:rds:eu-west-1:111111111111:db:orders']])('%p is no resource id', (resourceId) => {
    const { dataStack } = twoStacks(ENV);
    expect(thrown(() => RdsGrants.imported(dataStack, resourceId))).toBe("Grants on 'Data/imported()' cannot be created, 1 problem:\n"
      + `  RESOURCE_ID_INVALID: \`resourceId\` is '${resourceId}', allowed are db-, cluster- or prx- with letters and digits; pass the resource id, not the identifier or the ARN`);
  });
});
