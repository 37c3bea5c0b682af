import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DataKey, DataKeyProps } from '../../../src/foundation/data-key';
import { decide, Decision, plain, PolicyJson } from '../../support/iam-simulator';

const ACCOUNT = '111122223333';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ALL_OF_KMS: PolicyJson = { Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

const USER = `arn:aws:iam::${ACCOUNT}:user/dba`;
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const CLOUDFORMATION = `arn:aws:sts::${ACCOUNT}:assumed-role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-west-1/AWSCloudFormation`;
const APP = `arn:aws:sts::${ACCOUNT}:assumed-role/OrdersTask/task`;
const ADMINISTRATOR = `arn:aws:sts::${ACCOUNT}:assumed-role/Guard-AdministratorRole-1A2B/dba`;
const STRANGER = 'arn:aws:iam::999999999999:user/dba';

const MFA = { 'aws:MultiFactorAuthPresent': 'true' };
const NO_MFA = { 'aws:MultiFactorAuthPresent': 'false' };
const ACCESS_KEYS = {};
const WINDOW = 'kms:ScheduleKeyDeletionPendingWindowInDays';

function policyOf(props?: DataKeyProps): PolicyJson {
  const stack = new Stack(new App(), 'S');
  new DataKey(stack, 'Key', props);
  return plain(Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy);
}

const standard = policyOf();

function ask(principal: string, action: string, context: Record<string, string>, resourcePolicy = standard): Promise<Decision> {
  return decide({ principal, action, context, resource: KEY, resourcePolicy, policies: [ALL_OF_KMS] });
}

describe('destroying the key', () => {
  test.each([
    ['a user with MFA', USER, 'kms:ScheduleKeyDeletion', MFA, 'Allowed'],
    ['a user with MFA who waits 30 days', USER, 'kms:ScheduleKeyDeletion', { ...MFA, [WINDOW]: '30' }, 'Allowed'],
    ['a user with MFA who waits 29 days', USER, 'kms:ScheduleKeyDeletion', { ...MFA, [WINDOW]: '29' }, 'ExplicitlyDenied'],
    ['a user with MFA who waits 7 days', USER, 'kms:ScheduleKeyDeletion', { ...MFA, [WINDOW]: '7' }, 'ExplicitlyDenied'],
    ['a user without MFA', USER, 'kms:ScheduleKeyDeletion', NO_MFA, 'ExplicitlyDenied'],
    ['a user with access keys', USER, 'kms:ScheduleKeyDeletion', ACCESS_KEYS, 'ExplicitlyDenied'],
    ['a user with MFA', USER, 'kms:DisableKey', MFA, 'Allowed'],
    ['a user without MFA', USER, 'kms:DisableKey', NO_MFA, 'ExplicitlyDenied'],
    ['a user with MFA', USER, 'kms:DeleteImportedKeyMaterial', MFA, 'Allowed'],
    ['a user with access keys', USER, 'kms:DeleteImportedKeyMaterial', ACCESS_KEYS, 'ExplicitlyDenied'],
    ['the root user with MFA', ROOT, 'kms:ScheduleKeyDeletion', MFA, 'Allowed'],
    ['the root user without MFA', ROOT, 'kms:ScheduleKeyDeletion', NO_MFA, 'ExplicitlyDenied'],
    ['a service role', APP, 'kms:DisableKey', ACCESS_KEYS, 'ExplicitlyDenied'],
    ['CloudFormation', CLOUDFORMATION, 'kms:ScheduleKeyDeletion', ACCESS_KEYS, 'ExplicitlyDenied'],
    ['another account with MFA', STRANGER, 'kms:ScheduleKeyDeletion', MFA, 'ImplicitlyDenied'],
  ] as const)('%s (%s) asks for %s with %p: %s', async (_who, principal, action, context, decision) => {
    expect(await ask(principal, action, context)).toBe(decision);
  });
});

describe('a deployment', () => {
  // what the handlers of AWS::KMS::Key call on an update, read and tag; it disables a key only when `Enabled` goes from true to false:
  // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-kms/blob/master/key/src/main/java/software/amazon/kms/key/UpdateHandler.java
  test.each([
    'kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags', 'kms:PutKeyPolicy', 'kms:UpdateKeyDescription',
    'kms:EnableKey', 'kms:EnableKeyRotation', 'kms:DisableKeyRotation', 'kms:TagResource', 'kms:UntagResource',
  ])('may call %s without MFA', async (action) => {
    expect(await ask(CLOUDFORMATION, action, ACCESS_KEYS)).toBe('Allowed');
  });

  test('is never asked to disable the key', () => {
    const stack = new Stack(new App(), 'S');
    new DataKey(stack, 'Key');
    expect(Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.Enabled).toBeUndefined();
  });
});

describe('using the key', () => {
  test.each(['kms:Decrypt', 'kms:GenerateDataKey', 'kms:CreateGrant'])('a role whose policy allows %s may', async (action) => {
    expect(await ask(APP, action, ACCESS_KEYS)).toBe('Allowed');
  });

  test('a role without a policy may not', async () => {
    expect(await decide({ principal: APP, action: 'kms:Decrypt', resource: KEY, resourcePolicy: standard })).toBe('ImplicitlyDenied');
  });
});

describe('roles that are entered with MFA', () => {
  const named = policyOf({ deletionRoleArns: [`arn:aws:iam::${ACCOUNT}:role/Guard-AdministratorRole-*`] });

  test.each([
    ['the named role', ADMINISTRATOR, {}, 'Allowed'],
    ['the named role, in a hurry,', ADMINISTRATOR, { [WINDOW]: '7' }, 'ExplicitlyDenied'],
    ['another role', APP, {}, 'ExplicitlyDenied'],
    ['a user without MFA', USER, NO_MFA, 'ExplicitlyDenied'],
    ['a user with MFA', USER, MFA, 'Allowed'],
  ] as const)('%s (%s) destroys with %p: %s', async (_who, principal, context, decision) => {
    expect(await ask(principal, 'kms:ScheduleKeyDeletion', context, named)).toBe(decision);
  });
});

test('without the guard nobody needs MFA, so the simulation can fail', async () => {
  const open = policyOf({ waivers: [Waiver.of(Safeguard.KEY_DELETION_GUARD, 'key of a preview environment')] });
  expect(await ask(USER, 'kms:ScheduleKeyDeletion', NO_MFA, open)).toBe('Allowed');
  expect(await ask(USER, 'kms:ScheduleKeyDeletion', { [WINDOW]: '7' }, open)).toBe('Allowed');
});
