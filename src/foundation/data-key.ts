import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PropProblems } from '../core/check-props';
import { CLASSIFICATIONS, DataClassification } from '../core/data-classification';
import { Hardening } from '../core/hardening';
import { Safeguard } from '../core/safeguard';
import { Waiver } from '../core/waiver';
import { KEY_DESTRUCTION } from '../facts/destructive-actions';
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
 *   imported key material, and nobody at all may shorten the 30 days. This holds for roles of services and
 *   pipelines too, since they have no MFA. CloudFormation still updates the key: it only calls these
 *   actions to delete a key, or to disable it (which this construct never asks for).
 *
 * ### What this does not do
 *
 * - It does not stop a principal who may call `kms:PutKeyPolicy` from taking the guard off. Demanding MFA
 *   there would lock CloudFormation out of the key policy. Attach a `DeletionGuard` that protects this
 *   key to people: it asks them for MFA on `kms:PutKeyPolicy` too.
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
   * `DESCRIPTION_TOO_LONG`, `DESTRUCTION_BLOCKED`, and the `WAIVER_` codes.
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
      guard(this.key);
    }
    this.storeArns = [this.key.keyArn];
    this.destructiveActions = [...KEY_DESTRUCTION.actions];
    hardening.recordOn(this);
  }

  /**
   * Admit an AWS service to the key.
   *
   * Give at least one limit (source account, source ARN or encryption context): without one, the service
   * may use the key on behalf of any AWS customer.
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

function guard(key: kms.Key): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'DenyDestructionWithoutMfa',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
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
  problems.days('rotationPeriod', props.rotationPeriod, {
    code: 'ROTATION_PERIOD_OUT_OF_RANGE',
    min: 90,
    max: CLASSIFICATIONS[hardening.classification].keyRotationDays,
    instead: 'leave it out, or pass a period in that range',
  });
}
