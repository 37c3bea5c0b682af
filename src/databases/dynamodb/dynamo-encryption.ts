import { DataClassification } from '../../core/data-classification';
import { HardeningError } from '../../core/errors';
import { withoutReason } from '../../core/waiver';

/**
 * Who owns the key of a table. DynamoDB encrypts every table; the owner of the key decides who can be kept from reading it.
 *
 * The owner can be changed at any time without replacing the table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html
 */
export class DynamoEncryption {
  /** A key of the account: its policy, rotation and use are the account's own. For data of every classification. */
  public static customerManagedKey(): DynamoEncryption {
    return new DynamoEncryption('customer', Object.values(DataClassification));
  }

  /**
   * The key `aws/dynamodb` of the account: uses appear in CloudTrail, but its policy cannot be changed and no other account can
   * be granted the table. For confidential and public data; the missing customer key is reported as waived with the reason.
   *
   * Throws `WAIVER_WITHOUT_REASON` for a reason of fewer than 10 or more than 500 characters, or one that is a token.
   *
   * @param reason why no customer key is needed
   */
  public static awsManagedKey(reason: string): DynamoEncryption {
    return new DynamoEncryption('aws-managed', [DataClassification.PUBLIC, DataClassification.CONFIDENTIAL], reason);
  }

  /**
   * A key that AWS owns and nobody else sees. For public data; the missing customer key is reported as waived with the reason.
   *
   * Throws `WAIVER_WITHOUT_REASON`, as `awsManagedKey`.
   *
   * @param reason why no customer key is needed
   */
  public static awsOwnedKey(reason: string): DynamoEncryption {
    return new DynamoEncryption('aws-owned', [DataClassification.PUBLIC], reason);
  }

  /** @internal */
  public readonly _owner: 'customer' | 'aws-managed' | 'aws-owned';

  /** @internal the classifications that allow the choice */
  public readonly _allowedFor: readonly DataClassification[];

  /** @internal */
  public readonly _reason?: string;

  private constructor(owner: DynamoEncryption['_owner'], allowedFor: readonly DataClassification[], reason?: string) {
    const problems = reason === undefined ? [] : withoutReason(reason);
    if (problems.length > 0) {
      throw new HardeningError(`DynamoEncryption with a key that is ${owner.replace('-', ' ')}`, problems);
    }
    this._owner = owner;
    this._allowedFor = allowedFor;
    this._reason = reason?.trim();
  }
}
