import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../core/check-props';
import { CLASSIFICATIONS, DataClassification } from '../core/data-classification';
import { Hardening } from '../core/hardening';
import { known } from '../core/known';
import { Safeguard } from '../core/safeguard';
import { Waiver } from '../core/waiver';
import { KEY_POLICY_GUARDED_ACTIONS, KMS_KEY_DESTRUCTION } from '../facts/destructive-actions';
import { IProtectedStore } from './deletion/protected-store';
import { admitService, ServiceKeyUse } from './key-access';

/** Properties of `DataKey`. */
export interface DataKeyProps {
  /**
   * How much harm a leak or loss of the data would do; sets how often the key material is rotated.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;

  /**
   * What the key is for, as people see it in the console; at most 8192 characters.
   *
   * @default - the construct path of the key
   */
  readonly description?: string;

  /**
   * A name for the key, with or without the prefix `alias/`: 1 to 250 letters, digits, `/`, `_` or `-`,
   * not starting with `aws/`. Unique in the account and region.
   *
   * @default - no alias
   */
  readonly alias?: string;

  /**
   * Time between two rotations of the key material: whole days, from 90 to what the classification
   * demands (365, at Secret 90).
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html#cfn-kms-key-rotationperiodindays
   * @default - what the classification demands
   */
  readonly rotationPeriod?: Duration;

  /**
   * ARNs of roles that may destroy the key although their sessions carry no proof of MFA, because MFA was needed to
   * enter them: the administrator role of a `DeletionGuard`, permission sets of IAM Identity Center. `*` and `?` are
   * wildcards in the name. A role session never carries the proof itself.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
   * @default - only IAM users whose session has MFA, and the root user with MFA
   */
  readonly deletionRoleArns?: string[];

  /**
   * Safeguards that are deliberately left off: `KEY_ROTATION`, `KEY_DELETION_GUARD`, `RETENTION`.
   *
   * `RETENTION` goes only together with `KEY_DELETION_GUARD`: CloudFormation has no MFA, and the guard
   * would stop it from deleting the key.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/**
 * A customer managed KMS key for data at rest.
 *
 * - The key material is rotated, the key outlives its stack, and a deletion takes 30 days.
 * - IAM policies of the account decide who uses and administers the key.
 * - Nobody without multi-factor authentication may disable the key, schedule its deletion or delete
 *   imported key material, and nobody at all may shorten the 30 days. This holds for every role, of people,
 *   services and pipelines: the session of a role carries no proof of MFA. `deletionRoleArns` names exceptions.
 * - CloudFormation still updates the key: it calls the guarded actions only to delete a key, or to disable it,
 *   which this construct never asks for.
 *
 * ### What this does not do
 *
 * - It does not stop a principal who may call `kms:PutKeyPolicy` from taking the guard off. Demanding MFA
 *   there would lock CloudFormation out of the key policy, and KMS refuses such a policy when the key is created.
 *   Attach a `DeletionGuard` that protects this key to people: it asks them for MFA on `kms:PutKeyPolicy` too.
 */
export class DataKey extends Construct implements IProtectedStore {
  /** The key. */
  public readonly key: kms.Key;

  /** The ARN of the key, for a `DeletionGuard`. */
  public readonly storeArns: string[];

  /** What destroys or unprotects the key, for a `DeletionGuard`. */
  public readonly destructiveActions: string[];

  /**
   * Throws `ROTATION_PERIOD_OUT_OF_RANGE`, `ROTATION_PERIOD_UNKNOWN`, `ROTATION_CONTRADICTED`, `ALIAS_INVALID`,
   * `DESCRIPTION_TOO_LONG`, `DELETION_ROLE_INVALID`, `DESTRUCTION_BLOCKED`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: DataKeyProps = {}) {
    const problems = new PropProblems('DataKey', scope, id);
    const hardening = hardeningFor(props, problems);
    check(props, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    const rotates = hardening.keeps(Safeguard.KEY_ROTATION);
    this.key = new kms.Key(this, 'Key', {
      description: props.description ?? this.node.path,
      alias: props.alias,
      enableKeyRotation: rotates,
      rotationPeriod: rotates ? props.rotationPeriod ?? longestPeriod(hardening) : undefined,
      pendingWindow: Duration.days(PENDING_DAYS),
      removalPolicy: hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    if (hardening.keeps(Safeguard.KEY_DELETION_GUARD)) {
      guard(this.key, props.deletionRoleArns ?? []);
    }
    this.storeArns = [this.key.keyArn];
    this.destructiveActions = [...KMS_KEY_DESTRUCTION.actions];
    hardening.recordOn(this);
  }

  /**
   * Admit an AWS service to the key.
   *
   * Throws `KEY_USE_UNLIMITED` without a source account, source ARN or encryption context, since the service could
   * then use the key on behalf of any AWS customer; `KEY_ACTIONS_EMPTY`; `KEY_ACTION_INVALID`.
   *
   * @param service the service principal, such as `backup.amazonaws.com`
   * @param use what it may do, and on whose behalf
   */
  public allowService(service: string, use: ServiceKeyUse): void {
    admitService(this.key, service, use);
  }
}

/** The longest waiting period that KMS offers: https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html */
const PENDING_DAYS = 30;

function longestPeriod(hardening: Hardening): Duration {
  return Duration.days(CLASSIFICATIONS[hardening.classification].keyRotationDays);
}

function guard(key: kms.Key, deletionRoleArns: string[]): void {
  deny(key, 'DenyDestructionWithoutMfa', KEY_POLICY_GUARDED_ACTIONS, {
    // `IfExists`: requests that say nothing about MFA (access keys, roles) are denied too
    BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' },
    ...(deletionRoleArns.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': deletionRoleArns } }),
  });
  // a request without a window gets 30 days, and has no such key
  deny(key, 'DenyShortWaitingPeriod', ['kms:ScheduleKeyDeletion'], {
    NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(PENDING_DAYS) },
  });
}

function deny(key: kms.Key, sid: string, actions: readonly string[], conditions: iam.PolicyStatementProps['conditions']): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: [...actions],
    resources: ['*'],
    conditions,
  }));
}

function hardeningFor(props: DataKeyProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'DataKey',
    classification: props.classification,
    safeguards: [Safeguard.KEY_ROTATION, Safeguard.KEY_DELETION_GUARD, Safeguard.RETENTION],
    waivers: props.waivers,
  }, problems);
}

function check(props: DataKeyProps, hardening: Hardening, problems: PropProblems): void {
  checkRotation(props, hardening, problems);
  problems.text('alias', props.alias, {
    code: 'ALIAS_INVALID',
    // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
    pattern: /^(?!(alias\/)?(aws\/|$))(alias\/)?[A-Za-z0-9/_-]{1,250}$/,
    allowed: '1 to 250 letters, digits, `/`, `_` or `-`, not starting with `aws/`',
    instead: 'choose another name',
  });
  const description = known(props.description) ?? '';
  problems.when(description.length > 8192, 'DESCRIPTION_TOO_LONG',
    () => `\`description\` is ${quoted(description)}, at most 8192 characters are allowed; shorten it`);
  props.deletionRoleArns?.forEach((arn, index) => problems.text(`deletionRoleArns[${index}]`, arn, {
    code: 'DELETION_ROLE_INVALID',
    pattern: /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/*?-]*\w[\w+=,.@/*?-]*$/,
    allowed: 'ARNs of roles of one account, whose name is not just a wildcard',
    instead: 'name the roles that people enter with MFA',
  }));
  problems.when(!hardening.keeps(Safeguard.RETENTION) && hardening.keeps(Safeguard.KEY_DELETION_GUARD), 'DESTRUCTION_BLOCKED',
    () => 'Safeguard.RETENTION is waived and Safeguard.KEY_DELETION_GUARD is not: CloudFormation would try to delete the key without MFA, '
      + 'and fail; waive both or neither');
}

function checkRotation(props: DataKeyProps, hardening: Hardening, problems: PropProblems): void {
  problems.mustBeKnown('rotationPeriod', props.rotationPeriod, 'ROTATION_PERIOD_UNKNOWN', 'pass a Duration of whole days');
  problems.days('rotationPeriod', props.rotationPeriod, {
    code: 'ROTATION_PERIOD_OUT_OF_RANGE',
    min: 90,
    max: CLASSIFICATIONS[hardening.classification].keyRotationDays,
    instead: 'leave it out, or pass a period in that range',
  });
  problems.when(props.rotationPeriod !== undefined && !hardening.keeps(Safeguard.KEY_ROTATION), 'ROTATION_CONTRADICTED',
    () => '`rotationPeriod` is set, and Safeguard.KEY_ROTATION is waived; remove one of the two');
}
