import * as fc from 'fast-check';
import { AppModel } from '../../../../src/model/app-model';
import { Json } from '../../../../src/model/value';
import { accessRows } from '../../../../src/reports/access';

/** What stands in a template in the place of a text, wrong forms of intrinsics among it. */
const LEAVES = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.string(),
  fc.constantFrom<Json>('*', 'Allow', 'Deny', 'rds:*', 'rds:DeleteDBInstance', 'arn:aws:rds:eu-west-1:1:db:orders', 'arn:aws:iam::aws:policy/AdministratorAccess', '', 'arn:', '${', '${any}'),
  fc.constantFrom<Json>(
    { Ref: 'Orders' }, { Ref: 'Nothing' }, { 'Fn::GetAtt': ['Role', 'Arn'] }, { 'Fn::GetAtt': 'Role.Arn' }, { 'Fn::GetAtt': [] }, { 'Fn::If': [] },
    { 'Fn::If': ['Live', 'one', { Ref: 'AWS::NoValue' }] }, { 'Fn::Sub': 'arn:${AWS::Partition}:rds:*:*:db:${Orders}' }, { 'Fn::Sub': [] },
    { 'Fn::Join': [':', ['arn', { Ref: 'Key' }]] }, { 'Fn::Join': 'x' }, { 'Fn::ImportValue': 'x' },
  ),
);
const KEYS = ['Statement', 'Effect', 'Action', 'Resource', 'Principal', 'AWS', 'Service', 'Condition', 'Bool', 'aws:MultiFactorAuthPresent', 'NotAction', 'NotPrincipal',
  'PolicyDocument', 'PolicyName', 'Sid'];
const { value: anything } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, LEAVES, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 })),
}));
const statement = fc.record(
  { Effect: fc.constantFrom('Allow', 'Deny'), Action: anything, Resource: anything, Condition: anything, Principal: anything },
  { requiredKeys: [] },
);
const document = fc.oneof(anything, fc.record({ Statement: fc.array(statement, { maxLength: 3 }) }));
const parts = fc.record({
  policy: document, trust: document, inline: anything, arns: anything, boundary: anything, holders: anything, name: anything,
});

function templateOf({ policy, trust, inline, arns, boundary, holders, name }: Readonly<Record<string, unknown>>) {
  const of = (Type: string, Properties: object) => ({ Type: `AWS::${Type}`, Properties });
  return {
    Resources: {
      Orders: of('RDS::DBInstance', { DBInstanceIdentifier: name, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] }, ManageMasterUserPassword: true }),
      Cluster: of('RDS::DBCluster', { DBClusterIdentifier: name }),
      Member: of('RDS::DBInstance', { DBClusterIdentifier: holders }),
      Table: of('DynamoDB::Table', { TableName: name, ResourcePolicy: { PolicyDocument: policy } }),
      Global: of('DynamoDB::GlobalTable', { Replicas: holders }),
      Key: of('KMS::Key', { KeyPolicy: policy }),
      Role: of('IAM::Role', {
        AssumeRolePolicyDocument: trust, Policies: inline, ManagedPolicyArns: arns, PermissionsBoundary: boundary, RoleName: name, Path: name,
      }),
      User: of('IAM::User', { Policies: inline, Groups: holders, ManagedPolicyArns: arns }),
      Group: of('IAM::Group', { Policies: inline }),
      Added: of('IAM::UserToGroupAddition', { Users: holders, GroupName: name }),
      Policy: of('IAM::Policy', { PolicyDocument: policy, Roles: holders, Users: arns }),
      Managed: of('IAM::ManagedPolicy', { PolicyDocument: policy, Roles: [{ Ref: 'Role' }], Groups: holders }),
    },
  };
};

test('whatever a template holds, it is said who may do what, or that nobody can tell', () => {
  fc.assert(fc.property(parts, (made) => {
    const app = new AppModel([{ id: 'Data', template: templateOf(made) as never, constructOf: () => undefined }]);
    const { access } = accessRows(app, new Map([...app.templates.values()].map((template) => [template, 'Data'])));
    expect(new Set(access.map(({ store }) => store)).size).toBeGreaterThanOrEqual(4);
  }), { numRuns: 150, seed: 20261122 });
});
