import { AttributeAction } from './attribute-action';
import { keyAttributes, SecureDynamoTableProps } from './dynamo-props';
import type { ItemEncryptionProps } from './item-encryption';
import { indexesOf } from './item-limits';
import { PropProblems, quoted } from '../../core/check-props';
import { RESERVED_ATTRIBUTE_PREFIX } from '../../facts/dynamodb-rights';

/** Report everything that the SDK or DynamoDB would refuse, or silently undo. */
export function checkItemEncryption(props: ItemEncryptionProps, table: SecureDynamoTableProps, problems: PropProblems): void {
  const { attributeActions, logicalTableName } = props;
  const { ENCRYPT_AND_SIGN, DO_NOTHING, SIGN_ONLY, SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT } = AttributeAction;
  const actions = Object.entries(attributeActions);
  problems.when(!actions.some(([, action]) => action === ENCRYPT_AND_SIGN), 'NOTHING_ENCRYPTED',
    () => '`attributeActions` encrypts no attribute; give at least one AttributeAction.ENCRYPT_AND_SIGN');
  const primary = keyAttributes(table).map(({ name }) => name);
  const ofIndexes = indexesOf(table).flatMap(keyAttributes).map(({ name }) => name);
  const bound = actions.some(([, action]) => action === SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT);
  for (const [name, action] of actions) {
    problems.when(action === ENCRYPT_AND_SIGN && [...primary, ...ofIndexes].includes(name), 'KEY_ATTRIBUTE_NOT_READABLE',
      () => `\`attributeActions\` encrypts ${quoted(name)}, by which items are found; sign it with AttributeAction.SIGN_ONLY, or take it out of the key or index`);
    problems.when(action !== ENCRYPT_AND_SIGN && primary.includes(name) && action !== (bound ? SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT : SIGN_ONLY), 'KEY_ATTRIBUTE_NOT_SIGNED',
      () => `\`attributeActions\` gives ${quoted(name)} of the key ${action}, the SDK takes ${bound ? SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT : SIGN_ONLY} here; leave it out`);
    problems.when(action === ENCRYPT_AND_SIGN && name === table.features?.timeToLiveAttribute, 'TIME_TO_LIVE_NOT_READABLE',
      () => `\`attributeActions\` encrypts ${quoted(name)}, by which DynamoDB deletes items; use SIGN_ONLY or ${DO_NOTHING}`);
    problems.when(name.startsWith(RESERVED_ATTRIBUTE_PREFIX), 'ATTRIBUTE_RESERVED',
      () => `\`attributeActions\` names ${quoted(name)}, but the SDK keeps names that begin with ${RESERVED_ATTRIBUTE_PREFIX} for itself; use another name`);
  }
  problems.when(logicalTableName === '', 'LOGICAL_NAME_INVALID', () => '`logicalTableName` is empty; leave it out for the name of the table');
}
