import { Duration, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { tableIn } from './fixture';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { DynamoWebIdentityRole, DynamoWebIdentityRoleProps } from '../../../src/databases/dynamodb/dynamo-web-identity-role';
import { WebIdentityProvider } from '../../../src/databases/dynamodb/web-identity-provider';
import { ENV } from '../../support/fixtures';
import { thrown } from '../../support/thrown';

const POOL = WebIdentityProvider.cognito('eu-west-1:11111111-2222-3333-4444-555555555555');

function roleIn(props: Partial<DynamoWebIdentityRoleProps> = {}, region = ENV.region): Template {
  const { stack, table } = tableIn({}, { ...ENV, region });
  new DynamoWebIdentityRole(stack, 'Users', { table, provider: POOL, ...props });
  return Template.fromStack(stack);
}

test.each([
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn'],
])('the region of the pool says how IAM knows Cognito: %s', (region, host) => {
  const template = roleIn({ provider: WebIdentityProvider.cognito(`${region}:pool`) }, region);
  template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Federated: host } })] } });
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain(`\${${host}:sub}`);
});

test('a pool of the same app, whose id only deployment knows, takes the host that is named', () => {
  const id = Lazy.string({ produce: () => 'cn-north-1:pool' });
  const host = 'cognito-identity.cn-north-1.amazonaws.com.cn';
  const template = roleIn({ provider: WebIdentityProvider.cognito(id, { host }) }, 'cn-north-1');
  template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Principal: { Federated: host } })] } });
});

test('sessions last an hour, or as long as the props say', () => {
  roleIn().hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600 });
  roleIn({ maxSessionDuration: Duration.hours(12) }).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 43_200 });
});

test.each<[string, Partial<DynamoWebIdentityRoleProps>, Partial<SecureDynamoTableProps>, string, string]>([
  ['ids that are numbers', {}, { partitionKey: { name: 'user', type: dynamodb.AttributeType.NUMBER } }, 'eu-west-1',
    "PARTITION_KEY_NOT_TEXT: the partition key 'user' of the table is N, but the ids of users are text; use a table with a partition key of type S"],
  ['sessions of 59 minutes', { maxSessionDuration: Duration.minutes(59) }, {}, 'eu-west-1',
    'SESSION_DURATION_OUT_OF_RANGE: `maxSessionDuration` is 59 minutes, a whole number from 60 to 720 minutes is allowed; leave it out, or pass a duration in that range'],
  ['sessions of 721 minutes', { maxSessionDuration: Duration.minutes(721) }, {}, 'eu-west-1',
    'SESSION_DURATION_OUT_OF_RANGE: `maxSessionDuration` is 721 minutes, a whole number from 60 to 720 minutes is allowed; leave it out, or pass a duration in that range'],
  ['no attributes at all', { attributes: [] }, {}, 'eu-west-1', 'ATTRIBUTES_EMPTY: `attributes` is empty, which would allow no attribute; name one or leave it out'],
  ['a host of other regions', { provider: WebIdentityProvider.cognito(Lazy.string({ produce: () => 'pool' })) }, {}, 'us-gov-west-1',
    'COGNITO_HOST_ELSEWHERE: `provider` is a pool under cognito-identity.amazonaws.com, but in the region of the stack IAM knows Cognito as '
    + 'cognito-identity-us-gov.amazonaws.com; pass it as `host`'],
])('%s are refused', (_title, props, ofTable, region, message) => {
  const { stack, table } = tableIn(ofTable, { ...ENV, region });
  expect(thrown(() => new DynamoWebIdentityRole(stack, 'Users', { table, provider: POOL, ...props })))
    .toBe(`DynamoWebIdentityRole 'Stack/Users' cannot be created, 1 problem:\n  ${message}`);
  expect(stack.node.tryFindChild('Users') === undefined).toBe(true);
});

test.each<[string, () => unknown, string]>([
  ['with a scheme', () => WebIdentityProvider.oidc('https://login.example.com', ['web']),
    "Provider 'https://login.example.com' cannot be created, 1 problem:\n  HOST_INVALID: `issuer` is 'https://login.example.com', allowed are hosts in plain text, with a path but without https://; conditions of IAM are named after it"],
  ['that deployment knows', () => WebIdentityProvider.cognito('eu-west-1:pool', { host: Lazy.string({ produce: () => 'x' }) }),
    "Cognito identity pool cannot be created, 1 problem:\n  HOST_INVALID: `host` is 'a token', allowed are hosts in plain text, with a path but without https://; conditions of IAM are named after it"],
  ['without an audience', () => WebIdentityProvider.oidc('login.example.com', []),
    "Provider 'login.example.com' cannot be created, 1 problem:\n  AUDIENCES_EMPTY: `audiences` is empty, so tokens for any application would be accepted; name the client ids"],
])('a provider %s is refused', (_title, make, message) => {
  expect(thrown(make)).toBe(message);
});
