/** Our answers against an independent implementation of the evaluation logic, over policies that nobody wrote by hand. */
import * as fc from 'fast-check';
import { mayDo, resourcePolicy } from '../../../../src/model/graph/iam/decision';
import { principals } from '../../../../src/model/graph/iam/principals';
import { decide, plain, PolicyJson } from '../../../support/iam-simulator';
import { modelOfStacks, resourceOf } from '../../../support/templates';

const ACCOUNT = '111122223333';
const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;
const ARNS = { user: `arn:aws:iam::${ACCOUNT}:user/ann`, role: `arn:aws:iam::${ACCOUNT}:role/service` };
const KINDS = ['user', 'role'] as const;
const HIDDEN = { Ref: 'Somewhere' };

const actions = fc.subarray(['*', 'dynamodb:*', 'dynamodb:Get*', 'dynamodb:getitem', 'dynamodb:DeleteTable', 'dynamodb:?eleteTable', 'rds:*'],
  { minLength: 1, maxLength: 3 });
const resources = fc.subarray<unknown>(['*', TABLE, `${TABLE}/index/*`, 'arn:aws:dynamodb:*:*:table/*',
  `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/ord?r*`, `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/other`, { 'Fn::GetAtt': ['Table', 'Arn'] },
  { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}' }], { minLength: 1, maxLength: 2 });

/** Conditions that a situation decides. */
const decided = fc.constantFrom(undefined, undefined, undefined,
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': false } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Null: { 'aws:MultiFactorAuthAge': 'true' } },
  { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
  { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } },
  { StringEquals: { 'aws:PrincipalAccount': ACCOUNT }, Bool: { 'aws:SecureTransport': 'true' } },
  { StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:*/s*` } },
  { StringLike: { 'aws:PrincipalArn': '*ann' } });
const perRequest = fc.constantFrom({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } });

const statement = (open: boolean, whom: fc.Arbitrary<object> = fc.constant({})) => fc.record({
  effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  about: fc.oneof(
    { weight: 4, arbitrary: actions.map((Action) => ({ Action })) },
    { weight: 1, arbitrary: actions.map((NotAction) => ({ NotAction })) }),
  on: fc.oneof(
    { weight: 4, arbitrary: resources.map((Resource) => ({ Resource })) },
    { weight: 1, arbitrary: resources.map((NotResource) => ({ NotResource })) },
    ...open ? [{ weight: 1, arbitrary: fc.constant({ Resource: HIDDEN }) }] : []),
  condition: open ? fc.oneof(decided, perRequest) : decided,
  whom,
}).map(({ effect, about, on, condition, whom: named }) => ({ Effect: effect, ...about, ...on, ...condition && { Condition: condition }, ...named }));

const document = (open: boolean) => fc.array(statement(open), { minLength: 1, maxLength: 3 }).map((Statement): PolicyJson => ({ Statement }));

const principal = fc.constantFrom({ Principal: '*' }, { Principal: { AWS: ARNS.user } }, { Principal: { AWS: [ARNS.role] } },
  { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }, { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/other` } },
  { Principal: { Service: 'dynamodb.amazonaws.com' } });

const tablePolicy = (open: boolean) => (
  fc.array(statement(open, principal), { minLength: 1, maxLength: 2 }).map((Statement): PolicyJson => ({ Statement })));

const world = (open: boolean) => fc.record({
  kind: fc.constantFrom(...KINDS),
  action: fc.constantFrom('dynamodb:GetItem', 'dynamodb:DeleteTable'),
  inline: fc.option(document(open), { nil: undefined }),
  attached: fc.option(document(open), { nil: undefined }),
  naming: fc.option(document(open), { nil: undefined }),
  own: fc.option(document(open), { nil: undefined }),
  group: fc.option(document(open), { nil: undefined }),
  boundary: fc.option(document(open), { nil: undefined, freq: 3 }),
  table: fc.option(tablePolicy(open), { nil: undefined, freq: 3 }),
});
type World = ReturnType<typeof world> extends fc.Arbitrary<infer T> ? T : never;

function templateOf({ kind, inline, attached, naming, own, group, boundary, table }: World) {
  const isUser = kind === 'user';
  const policy = (Type: string, PolicyDocument: unknown, more: object) => (
    PolicyDocument === undefined ? undefined : { Type, Properties: { PolicyDocument, ...more } });
  const resourcesByName = {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders', ...table && { ResourcePolicy: { PolicyDocument: table } } } },
    Who: {
      Type: isUser ? 'AWS::IAM::User' : 'AWS::IAM::Role',
      Properties: {
        ...isUser ? { UserName: 'ann' } : { RoleName: 'service' },
        ...inline && { Policies: [{ PolicyName: 'Inline', PolicyDocument: inline }] },
        ...attached && { ManagedPolicyArns: [{ Ref: 'Attached' }] },
        ...boundary && { PermissionsBoundary: { Ref: 'Boundary' } },
      },
    },
    Attached: policy('AWS::IAM::ManagedPolicy', attached, {}),
    Boundary: policy('AWS::IAM::ManagedPolicy', boundary, {}),
    Naming: policy('AWS::IAM::Policy', naming, { [isUser ? 'Users' : 'Roles']: [{ Ref: 'Who' }] }),
    Own: policy(isUser ? 'AWS::IAM::UserPolicy' : 'AWS::IAM::RolePolicy', own, { [isUser ? 'UserName' : 'RoleName']: isUser ? 'ann' : 'service' }),
    Group: group && isUser ? { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'OfGroup', PolicyDocument: group }] } } : undefined,
    Addition: group && isUser ? { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: { Ref: 'Group' }, Users: [{ Ref: 'Who' }] } } : undefined,
  };
  return { Resources: Object.fromEntries(Object.entries(resourcesByName).filter(([, resource]) => resource !== undefined)) };
}

function answerOf(about: World) {
  const model = modelOfStacks({ Stack: templateOf(about) }, { Stack: { environment: `aws://${ACCOUNT}/eu-west-1` } });
  const who = model.derive(principals).get(resourceOf(model, 'Who'))!;
  const table = resourceOf(model, 'Table');
  const found = table.get('ResourcePolicy.PolicyDocument');
  const policy = about.table && resourcePolicy({ label: 'the policy of Table', document: found, template: table.template, sure: true }, false);
  return mayDo(who, { action: about.action, arn: TABLE, account: ACCOUNT, policy }).answer;
}

const SITUATIONS = {
  plain: {},
  session: { 'aws:MultiFactorAuthPresent': 'false' },
  mfa: { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' },
};

/** What AWS would say in each situation. */
async function decisionsOf({ kind, action, inline, attached, naming, own, group, boundary, table }: World, vpc?: string) {
  const policies = [inline, attached, naming, own, kind === 'user' ? group : undefined].flatMap((policy) => (policy ? [plainPolicy(policy)] : []));
  const ask = async (situation: Record<string, string>) => (await decide({
    principal: kind === 'user' ? ARNS.user : `arn:aws:sts::${ACCOUNT}:assumed-role/service/session`,
    action,
    resource: TABLE,
    policies,
    boundary: boundary && plainPolicy(boundary),
    resourcePolicy: table && plainPolicy(table),
    context: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': ACCOUNT, ...situation, ...vpc === undefined ? {} : { 'aws:SourceVpc': vpc } },
  })) === 'Allowed';
  return { plain: await ask(SITUATIONS.plain), session: await ask(SITUATIONS.session), mfa: await ask(SITUATIONS.mfa) };
}

/** What stands for the hidden parts in one deployment. */
let somewhere = TABLE;

function plainPolicy(policy: PolicyJson): PolicyJson {
  const text = JSON.stringify(policy)
    .replaceAll('{"Fn::Sub":"arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}"}', JSON.stringify(TABLE));
  return plain(JSON.parse(text) as PolicyJson, { Table: TABLE, Somewhere: somewhere });
}

/** What each answer claims, in the words of the simulator. */
function agrees(answer: string, { kind, boundary, table }: World, simulated: Record<'plain' | 'session' | 'mfa', boolean>): boolean {
  const { plain: keys, session, mfa } = simulated;
  if (kind === 'role') {
    return answer === 'unknown' ? keys !== session || (boundary !== undefined && table !== undefined) : answer === 'yes' ? keys && session : answer === 'no' && !keys && !session;
  }
  const expected = keys || session ? 'yes' : mfa ? 'with-mfa' : 'no';
  return answer === expected;
}

test('where nothing is hidden, the answer is that of the simulator', async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(world(false), async (about) => {
    const answer = answerOf(about);
    seen.add(`${about.kind} ${answer}`);
    expect([answer, agrees(answer, about, await decisionsOf(about))]).toEqual([answer, true]);
  }), { numRuns: 200, seed: 20261122 });
  expect([...seen].sort()).toEqual(['role no', 'role unknown', 'role yes', 'user no', 'user with-mfa', 'user yes']);
});

test('where something is hidden or depends on the request, a yes or a no is still that of the simulator, whatever deployment fills in', async () => {
  const seen = new Set<string>();
  await fc.assert(fc.asyncProperty(world(true), fc.constantFrom(TABLE, '*', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/other`),
    fc.constantFrom(undefined, 'vpc-1', 'vpc-2'), async (about, filled, vpc) => {
      somewhere = filled;
      const answer = answerOf(about);
      seen.add(answer);
      if (answer === 'yes' || answer === 'no' || answer === 'with-mfa') {
        expect([answer, agrees(answer, about, await decisionsOf(about, vpc))]).toEqual([answer, true]);
      }
    }), { numRuns: 200, seed: 20261122 });
  expect([...seen].sort()).toEqual(['conditional', 'no', 'unknown', 'with-mfa', 'yes']);
});
