/**
 * What the AWS Database Encryption SDK does with an attribute before the item leaves the application.
 *
 * @see https://docs.aws.amazon.com/database-encryption-sdk/latest/devguide/concepts.html#crypt-actions
 */
export enum AttributeAction {
  /** The value is encrypted, and signed with the item. It cannot be part of a key or index, nor be the time to live. */
  ENCRYPT_AND_SIGN = 'ENCRYPT_AND_SIGN',

  /** The value stays readable, and nobody changes it unnoticed. */
  SIGN_ONLY = 'SIGN_ONLY',

  /** As `SIGN_ONLY`, and the value is bound to the key: each use of the key names it in CloudTrail. */
  SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT = 'SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT',

  /**
   * The value stays readable, and anybody who may write the table may change it. Items keep such attributes for ever: do not take one
   * out of the configuration, or give it another action, while an item has it.
   */
  DO_NOTHING = 'DO_NOTHING',
}
