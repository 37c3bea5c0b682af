import { App, Duration, Lazy, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { DataClassification } from '../../../src/core/data-classification';
import { hardeningOf } from '../../../src/core/hardening';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { DataKey, DataKeyProps } from '../../../src/foundation/data-key';
import { nagFindings } from '../../support/nag-findings';
import { thrown } from '../../support/thrown';

const REASON = 'preview environment, rebuilt every night';

function keyIn(props?: DataKeyProps, env?: { account: string; region: string }) {
  const stack = new Stack(new App(), 'S', { env });
  return { stack, key: new DataKey(stack, 'Key', props) };
}

function template(props?: DataKeyProps): Template {
  return Template.fromStack(keyIn(props).stack);
}

const waived = (...safeguards: Safeguard[]) => safeguards.map((safeguard) => Waiver.of(safeguard, REASON));

describe('a data key', () => {
  const { stack, key } = keyIn();
  const standard = Template.fromStack(stack);

  test('is rotated once a year and waits 30 days before a deletion', () => {
    standard.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, RotationPeriodInDays: 365, PendingWindowInDays: 30 });
  });

  test('outlives its stack and its replacement', () => {
    standard.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('says where it stands in the app', () => {
    standard.hasResourceProperties('AWS::KMS::Key', { Description: 'S/Key' });
  });

  test('has no alias', () => {
    standard.resourceCountIs('AWS::KMS::Alias', 0);
  });

  test('leaves its administration to the IAM policies of the account', () => {
    standard.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([{
          Action: 'kms:*',
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
          Resource: '*',
        }]),
      },
    });
  });

  test('offers itself to a deletion guard', () => {
    expect(stack.resolve(key.storeArns)).toEqual([stack.resolve(key.key.keyArn)]);
    expect(key.destructiveActions).toEqual([
      'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKeyRotation', 'kms:PutKeyPolicy', 'kms:RevokeGrant',
    ]);
  });

  test('records its safeguards', () => {
    expect(hardeningOf(key)).toEqual({
      construct: 'DataKey',
      classification: undefined,
      waived: [],
      provides: [Safeguard.KEY_ROTATION, Safeguard.KEY_DELETION_GUARD, Safeguard.RETENTION],
    });
  });

  test('has no finding under the six cdk-nag packs', () => {
    expect(nagFindings(stack)).toEqual([]);
  });
});

describe('the props of a data key', () => {
  test.each([
    [DataClassification.PUBLIC, 365], [DataClassification.CONFIDENTIAL, 365], [DataClassification.PROTECTED, 365], [DataClassification.SECRET, 90],
  ])('classification %s rotates after %d days', (classification, days) => {
    template({ classification }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: days });
  });

  test.each([90, 365])('a rotation period of %d days is taken', (days) => {
    template({ rotationPeriod: Duration.days(days) }).hasResourceProperties('AWS::KMS::Key', { RotationPeriodInDays: days });
  });

  test.each(['orders', 'alias/orders', 'a', 'a/b_c-D9'.padEnd(250, 'x')])('the alias %s is taken', (alias) => {
    template({ alias }).hasResourceProperties('AWS::KMS::Alias', { AliasName: `alias/${alias.replace('alias/', '')}` });
  });

  test('the description is taken', () => {
    template({ description: 'Orders' }).hasResourceProperties('AWS::KMS::Key', { Description: 'Orders' });
  });

  test('a waiver of rotation switches it off', () => {
    template({ waivers: waived(Safeguard.KEY_ROTATION) })
      .hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: false, RotationPeriodInDays: Match.absent() });
  });

  test('a waiver of the deletion guard leaves only the administration by the account', () => {
    template({ waivers: waived(Safeguard.KEY_DELETION_GUARD) })
      .hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: [Match.objectLike({ Action: 'kms:*', Effect: 'Allow' })] } });
  });

  test('waivers of retention and of the deletion guard let the key go with its stack', () => {
    template({ waivers: waived(Safeguard.RETENTION, Safeguard.KEY_DELETION_GUARD) })
      .hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete', Properties: { PendingWindowInDays: 30 } });
  });

  test('a waiver is recorded with its reason', () => {
    const { key } = keyIn({ waivers: waived(Safeguard.KEY_ROTATION) });
    expect(hardeningOf(key)?.waived).toEqual([{ safeguard: Safeguard.KEY_ROTATION, reason: REASON }]);
  });

  test('tokens are taken where they decide nothing', () => {
    const token = Lazy.string({ produce: () => 'later' });
    template({ alias: token, description: token, deletionRoleArns: [token] })
      .hasResourceProperties('AWS::KMS::Key', { Description: 'later' });
  });
});

describe('services', () => {
  test('are admitted with the limits that are given', () => {
    const { stack, key } = keyIn();
    key.allowService('backup.amazonaws.com', {
      actions: ['kms:Decrypt'],
      sourceAccount: '111122223333',
      sourceArn: 'arn:aws:backup:*:111122223333:backup-vault:*',
      encryptionContext: { purpose: 'orders' },
    });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([{
          Action: 'kms:Decrypt',
          Effect: 'Allow',
          Principal: { Service: 'backup.amazonaws.com' },
          Resource: '*',
          Condition: {
            StringEquals: { 'aws:SourceAccount': '111122223333' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:backup:*:111122223333:backup-vault:*' },
            StringLike: { 'kms:EncryptionContext:purpose': 'orders' },
          },
        }]),
      },
    });
  });

  test('are refused without a limit', () => {
    const { key } = keyIn();
    expect(thrown(() => key.allowService('backup.amazonaws.com', { actions: ['kms:Decrypt'] }))).toBe(
      "Admission of backup.amazonaws.com to 'S/Key/Key' cannot be created, 1 problem:\n"
      + '  KEY_USE_UNLIMITED: without a limit the service may use the key for any AWS customer; '
      + 'give `sourceAccount`, `sourceArn` or `encryptionContext`');
  });

  test('are refused without an action, with a wildcard for an action, and with actions of other services', () => {
    const { key } = keyIn();
    expect(thrown(() => key.allowService('backup.amazonaws.com', { actions: [], sourceAccount: '111122223333' }))).toBe(
      "Admission of backup.amazonaws.com to 'S/Key/Key' cannot be created, 1 problem:\n"
      + '  KEY_ACTIONS_EMPTY: `actions` is empty; name what the service may do, such as kms:Decrypt');
    expect(thrown(() => key.allowService('backup.amazonaws.com', { actions: ['kms:*', 's3:GetObject'], sourceAccount: '111122223333' }))).toBe(
      "Admission of backup.amazonaws.com to 'S/Key/Key' cannot be created, 2 problems:\n"
      + "  KEY_ACTION_INVALID: `actions` has 'kms:*', allowed are KMS actions such as kms:Decrypt or kms:GenerateDataKey*; name what the service needs\n"
      + "  KEY_ACTION_INVALID: `actions` has 's3:GetObject', allowed are KMS actions such as kms:Decrypt or kms:GenerateDataKey*; name what the service needs");
  });
});

describe('bad props', () => {
  const message = (props: DataKeyProps) => thrown(() => keyIn(props));
  const one = (problem: string) => `DataKey 'S/Key' cannot be created, 1 problem:\n  ${problem}`;

  test.each([
    ['negative', -1], ['zero', 0], ['one below', 89], ['one above', 366], ['huge', 1e9], ['not whole', 100.5],
  ])('a rotation period that is %s', (_name, days) => {
    const got = () => message({ rotationPeriod: Duration.days(days) });
    // the CDK itself refuses negative durations
    expect(days < 0 ? thrown(got) : got()).toBe(days < 0 ? 'Duration amounts cannot be negative. Received: -1' : one(
      `ROTATION_PERIOD_OUT_OF_RANGE: \`rotationPeriod\` is ${days} days, a whole number from 90 to 365 days is allowed; leave it out, or pass a period in that range`));
  });

  test('a rotation period that is longer than secret data allows', () => {
    expect(message({ rotationPeriod: Duration.days(91), classification: DataClassification.SECRET })).toBe(one(
      'ROTATION_PERIOD_OUT_OF_RANGE: `rotationPeriod` is 91 days, a whole number from 90 to 90 days is allowed; leave it out, or pass a period in that range'));
  });

  test('a rotation period that is a token', () => {
    expect(message({ rotationPeriod: Duration.days(Lazy.number({ produce: () => 90 })) })).toBe(one(
      'ROTATION_PERIOD_UNKNOWN: `rotationPeriod` is only known at deployment (a token), but it decides what is built; pass a Duration of whole days'));
  });

  test('a rotation period together with a waiver of rotation', () => {
    expect(message({ rotationPeriod: Duration.days(90), waivers: waived(Safeguard.KEY_ROTATION) })).toBe(one(
      'ROTATION_CONTRADICTED: `rotationPeriod` is set, and Safeguard.KEY_ROTATION is waived; remove one of the two'));
  });

  test.each([['', "''"], ['aws/orders', "'aws/orders'"], ['alias/aws/orders', "'alias/aws/orders'"], ['alias/', "'alias/'"], ['or ders', "'or ders'"], ['x'.repeat(251), `'${'x'.repeat(77)}...' (251 characters)`]])(
    'the alias "%s"', (alias, shown) => {
      expect(message({ alias })).toBe(one(
        `ALIAS_INVALID: \`alias\` is ${shown}, allowed are 1 to 250 letters, digits, \`/\`, \`_\` or \`-\`, not starting with \`aws/\`; choose another name`));
    });

  test('a description that is too long', () => {
    expect(message({ description: 'x'.repeat(8193) })).toBe(one(
      `DESCRIPTION_TOO_LONG: \`description\` is '${'x'.repeat(77)}...' (8193 characters), at most 8192 characters are allowed; shorten it`));
  });

  test.each(['', '*', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/dba', 'arn:aws:iam::111122223333:user/dba'])('the deletion role "%s"', (arn) => {
    expect(message({ deletionRoleArns: [arn] })).toBe(one(
      `DELETION_ROLE_INVALID: \`deletionRoleArns[0]\` is '${arn}', allowed are ARNs of roles of one account, whose name is not just a wildcard; name the roles that people enter with MFA`));
  });

  test('a waiver of retention that leaves the guard on, which would block CloudFormation', () => {
    expect(message({ waivers: waived(Safeguard.RETENTION) })).toBe(one(
      'DESTRUCTION_BLOCKED: Safeguard.RETENTION is waived and Safeguard.KEY_DELETION_GUARD is not: CloudFormation would try to delete the key without MFA, '
      + 'and fail; waive both or neither'));
  });

  test('a waiver at a classification that allows none', () => {
    expect(message({ classification: DataClassification.SECRET, waivers: waived(Safeguard.KEY_ROTATION) })).toBe(one(
      'WAIVER_FORBIDDEN: Safeguard.KEY_ROTATION is waived, but data classified as secret allows no waiver; remove the waiver or lower `classification`'));
  });

  test('several at once are told at once, and nothing is built', () => {
    const stack = new Stack(new App(), 'S');
    expect(thrown(() => new DataKey(stack, 'Key', { alias: '', rotationPeriod: Duration.days(1), waivers: waived(Safeguard.ALARMS) }))).toBe(
      "DataKey 'S/Key' cannot be created, 3 problems:\n"
      + '  WAIVER_UNKNOWN_HERE: Safeguard.ALARMS is waived, but DataKey does not provide it; allowed are only Safeguard.KEY_ROTATION, Safeguard.KEY_DELETION_GUARD, Safeguard.RETENTION\n'
      + '  ROTATION_PERIOD_OUT_OF_RANGE: `rotationPeriod` is 1 days, a whole number from 90 to 365 days is allowed; leave it out, or pass a period in that range\n'
      + "  ALIAS_INVALID: `alias` is '', allowed are 1 to 250 letters, digits, `/`, `_` or `-`, not starting with `aws/`; choose another name");
    expect(stack.node.children).toEqual([]);
  });
});

describe('a data key works', () => {
  test.each([['cn-north-1'], ['us-gov-west-1'], ['eu-west-1']])('in %s', (region) => {
    const { stack } = keyIn({ alias: 'orders' }, { account: '111122223333', region });
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 1);
  });

  test('in a nested stack', () => {
    const nested = new NestedStack(new Stack(new App(), 'S'), 'Nested');
    new DataKey(nested, 'Key');
    Template.fromStack(nested).resourceCountIs('AWS::KMS::Key', 1);
  });

  test('with the same logical id, whatever is set', () => {
    const ids = [undefined, { alias: 'orders' }, { classification: DataClassification.SECRET }]
      .map((props) => Object.keys(template(props).findResources('AWS::KMS::Key'))[0]);
    expect(ids).toEqual(['Key9BCD29C7', 'Key9BCD29C7', 'Key9BCD29C7']);
  });

  test('below another construct', () => {
    const stack = new Stack(new App(), 'S');
    const { key } = new DataKey(new Construct(stack, 'Store'), 'Key');
    expect(key.node.path).toBe('S/Store/Key/Key');
  });
});
