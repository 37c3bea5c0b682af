import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { AttributeAction } from './attribute-action';
import { keyAttributes } from './dynamo-props';
import { checkItemEncryption, keyAction } from './item-encryption-checks';
import { SecureDynamoTable } from './secure-dynamo-table';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { Waiver } from '../../core/waiver';
import { ITEM_TABLE_CONTEXT } from '../../facts/dynamodb-rights';
import { DataKey } from '../../foundation/data-key';
import { accessPolicyOf } from '../access-policy';

/** Those of its key. */
const SAFEGUARDS = [Safeguard.KEY_ROTATION, Safeguard.KEY_DELETION_GUARD, Safeguard.RETENTION];

/** Properties of `ItemEncryption`. */
export interface ItemEncryptionProps {
  /** The table that holds the items. */
  readonly table: SecureDynamoTable;

  /**
   * What is done with each attribute, by its name; at least one is encrypted. The attributes of the key of the table are added, as
   * signed and readable. Attributes that items have and this does not name are refused by the SDK.
   *
   * Actions are not stored with items. Which of them can be changed while there are items is said under "Changing actions later" in
   * `docs/guides/dynamodb-client-side-encryption.md`.
   */
  readonly attributeActions: { readonly [name: string]: AttributeAction };

  /**
   * The name of the table to which items are bound, wherever they lie. Items that were encrypted under another name cannot be read:
   * keep it when the table is restored under a new name.
   *
   * @default - the name of the table
   */
  readonly logicalTableName?: string;

  /**
   * How the names of attributes begin that are not signed, such as `:`, so that one more can be added without telling all readers
   * before. Signed attributes must not begin with it. Never change it while there are items.
   *
   * @see https://docs.aws.amazon.com/database-encryption-sdk/latest/devguide/ddb-java-using.html
   * @default - attributes with `DO_NOTHING` are listed one by one
   */
  readonly unsignedAttributePrefix?: string;

  /**
   * ARNs of roles that may destroy the key although their sessions carry no proof of MFA; see `DataKeyProps.deletionRoleArns`.
   *
   * @default - only IAM users whose session has MFA, and the root user with MFA
   */
  readonly keyDeletionRoleArns?: string[];

  /**
   * Safeguards of the key that are deliberately left off: `KEY_ROTATION`, `KEY_DELETION_GUARD`, `RETENTION`.
   *
   * @default - every safeguard is on
   */
  readonly waivers?: Waiver[];
}

/**
 * A key for encrypting attributes in the application, with the AWS Database Encryption SDK for DynamoDB.
 *
 * It protects against everybody who reads the table past the application: broad IAM rights, exports, backups, streams, replicas, DAX,
 * and AWS itself. The signature also shows attributes that were changed, removed, or swapped between items.
 *
 * - The key is not the key of the table: who reads the table with its key sees encrypted attributes.
 * - Nobody uses the key for anything but items of this table: the key policy demands the encryption context that the SDK sends, and
 *   refuses uses through AWS services. Grants name the key and the same context.
 * - `clientConfiguration` is what the application needs to configure the SDK, so that code and infrastructure name the same attributes.
 *
 * ### What this does not do
 *
 * - Keys of the table and of indexes stay readable, for DynamoDB must compare them. Do not put secrets into keys.
 * - The names of attributes, and the size of values, stay visible.
 * - The SDK puts whole items: it refuses update expressions on signed attributes, encrypted or not, and it knows no PartiQL.
 * - The key lies in the region of the stack. Applications beside replicas in other regions call it there.
 * - Items that exist already are not encrypted by this; write each again.
 * - An identity that may encrypt and decrypt sees everything: keep `grantEncryptDecrypt` to the service that owns the data.
 *
 * @see https://docs.aws.amazon.com/database-encryption-sdk/latest/devguide/dynamodb-encryption-client.html
 */
export class ItemEncryption extends Construct {
  /** The key. */
  public readonly key: kms.Key;

  /** The key as `DeletionGuard.protect` takes it. */
  public readonly dataKey: DataKey;

  /**
   * The configuration of the SDK as JSON text: `logicalTableName`, `partitionKeyName`, `sortKeyName`, `kmsKeyArn`, `attributeActionsOnEncrypt`,
   * `allowedUnsignedAttributes` and `allowedUnsignedAttributePrefix`, named as in the SDK. Pass it to the application in a variable or parameter.
   */
  public readonly clientConfiguration: string;

  private readonly logicalTableName: string;

  /**
   * Throws `NOTHING_ENCRYPTED`, `ATTRIBUTE_NAME_INVALID`, `ACTION_UNKNOWN`, `KEY_ATTRIBUTE_NOT_READABLE`, `KEY_ATTRIBUTE_NOT_SIGNED`,
   * `TIME_TO_LIVE_NOT_READABLE`, `ATTRIBUTE_RESERVED`, `UNSIGNED_PREFIX_INVALID`, `SIGNED_ATTRIBUTE_EXEMPT`, `LOGICAL_NAME_INVALID`, and
   * the codes of `DataKey`.
   */
  public constructor(scope: Construct, id: string, props: ItemEncryptionProps) {
    const { props: tableProps, hardening: { classification }, tableName } = props.table._blueprint;
    const problems = new PropProblems('ItemEncryption', scope, id);
    const hardening = new Hardening({ construct: 'ItemEncryption', classification, safeguards: SAFEGUARDS, waivers: props.waivers }, problems);
    checkItemEncryption(props, tableProps, problems);
    problems.throwIfAny();

    super(scope, id);
    this.logicalTableName = props.logicalTableName ?? tableName;
    this.dataKey = new DataKey(this, 'Key', {
      classification,
      description: `Attributes of items of ${this.logicalTableName}, encrypted in the application`,
      deletionRoleArns: props.keyDeletionRoleArns,
      waivers: props.waivers,
    });
    this.key = this.dataKey.key;
    refuseOtherUses(this.key, this.logicalTableName);
    this.clientConfiguration = Stack.of(this).toJsonString({
      logicalTableName: this.logicalTableName,
      partitionKeyName: tableProps.partitionKey.name,
      ...(tableProps.sortKey ? { sortKeyName: tableProps.sortKey.name } : {}),
      kmsKeyArn: this.key.keyArn,
      attributeActionsOnEncrypt: { ...keyActions(props), ...props.attributeActions },
      allowedUnsignedAttributes: Object.keys(props.attributeActions).filter((name) => props.attributeActions[name] === AttributeAction.DO_NOTHING),
      ...(props.unsignedAttributePrefix === undefined ? {} : { allowedUnsignedAttributePrefix: props.unsignedAttributePrefix }),
    });
    hardening.recordOn(this);
  }

  /**
   * Let an identity encrypt and decrypt items of the table.
   *
   * @param grantee the service that owns the data
   */
  public grantEncryptDecrypt(grantee: iam.IGrantable): iam.Grant {
    return this.give(grantee, ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /**
   * Let an identity encrypt new items, which it can then not read.
   *
   * @param grantee who takes data in
   */
  public grantEncrypt(grantee: iam.IGrantable): iam.Grant {
    return this.give(grantee, ['kms:GenerateDataKey']);
  }

  /**
   * Let an identity decrypt items, and write none: without a new data key the SDK signs nothing.
   *
   * @param grantee who reads
   */
  public grantDecrypt(grantee: iam.IGrantable): iam.Grant {
    return this.give(grantee, ['kms:Decrypt']);
  }

  private give(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee: accessPolicyOf(grantee),
      actions,
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { [ITEM_TABLE_CONTEXT]: this.logicalTableName } },
    });
  }
}

/** The key is for items of one table, encrypted by clients: no other table, and no AWS service on anybody's behalf. */
function refuseOtherUses(key: kms.Key, logicalTableName: string): void {
  const deny = (sid: string, conditions: iam.PolicyStatementProps['conditions']) => key.addToResourcePolicy(new iam.PolicyStatement({
    sid,
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources: ['*'],
    conditions,
  }));
  deny('DenyOtherTables', { StringNotEquals: { [ITEM_TABLE_CONTEXT]: logicalTableName } });
  deny('DenyServices', { Null: { 'kms:ViaService': 'false' } });
}

function keyActions({ table, attributeActions }: ItemEncryptionProps): Record<string, AttributeAction> {
  return Object.fromEntries(keyAttributes(table._blueprint.props).map(({ name }) => [name, keyAction(attributeActions)]));
}
