import { AttributeAction } from './attribute-action';
import { keyAttributes, SecureDynamoTableProps } from './dynamo-props';
import type { ItemEncryptionProps } from './item-encryption';
import { indexesOf } from './item-limits';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';
import { NAME_PATTERN } from '../../facts/dynamodb-limits';
import { RESERVED_ATTRIBUTE_PREFIX } from '../../facts/dynamodb-rights';

const { ENCRYPT_AND_SIGN, DO_NOTHING, SIGN_ONLY, SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT } = AttributeAction;

/** Report everything that the SDK or DynamoDB would refuse, or silently undo. */
export function checkItemEncryption(props: ItemEncryptionProps, table: SecureDynamoTableProps, problems: PropProblems): void {
  const actions = Object.entries(props.attributeActions);
  problems.when(!actions.some(([, action]) => action === ENCRYPT_AND_SIGN), 'NOTHING_ENCRYPTED',
    () => '`attributeActions` encrypts no attribute; give at least one AttributeAction.ENCRYPT_AND_SIGN');
  actions.forEach(([name, action]) => {
    checkAttribute(name, action, problems);
    checkUse(name, action, table, problems);
  });
  checkKey(props, table, problems);
  checkPrefix(props, table, problems);
  problems.text('logicalTableName', props.logicalTableName, {
    code: 'LOGICAL_NAME_INVALID', pattern: NAME_PATTERN, allowed: '3 to 255 letters, digits, underscores, dots or hyphens', instead: 'leave it out for the name of the table',
  });
}

function checkAttribute(name: string, action: AttributeAction, problems: PropProblems): void {
  problems.when(name === '' || isDeployTime(name), 'ATTRIBUTE_NAME_INVALID',
    () => `\`attributeActions\` names ${name === '' ? "''" : 'a token'}, allowed are names of attributes in plain text; write the name out`);
  problems.when(!Object.values(AttributeAction).includes(action), 'ACTION_UNKNOWN',
    () => `\`attributeActions\` gives ${quoted(name)} ${quoted(String(action))}, allowed are ${Object.values(AttributeAction).join(', ')}; pass an AttributeAction`);
  problems.when(name.startsWith(RESERVED_ATTRIBUTE_PREFIX), 'ATTRIBUTE_RESERVED',
    () => `\`attributeActions\` names ${quoted(name)}, but the SDK keeps names that begin with ${RESERVED_ATTRIBUTE_PREFIX} for itself; use another name`);
}

/** What DynamoDB must read. */
function checkUse(name: string, action: AttributeAction, table: SecureDynamoTableProps, problems: PropProblems): void {
  const keys = [table, ...indexesOf(table)].flatMap(keyAttributes).map((attribute) => attribute.name);
  problems.when(action === ENCRYPT_AND_SIGN && keys.includes(name), 'KEY_ATTRIBUTE_NOT_READABLE',
    () => `\`attributeActions\` encrypts ${quoted(name)}, by which items are found; sign it with AttributeAction.SIGN_ONLY, or take it out of the key or index`);
  problems.when(action === ENCRYPT_AND_SIGN && name === table.features?.timeToLiveAttribute, 'TIME_TO_LIVE_NOT_READABLE',
    () => `\`attributeActions\` encrypts ${quoted(name)}, by which DynamoDB deletes items; use SIGN_ONLY or ${DO_NOTHING}`);
}

/**
 * The key of the table is signed, and bound as soon as one attribute is.
 *
 * https://docs.aws.amazon.com/database-encryption-sdk/latest/devguide/concepts.html#crypt-actions
 */
function checkKey({ attributeActions }: ItemEncryptionProps, table: SecureDynamoTableProps, problems: PropProblems): void {
  const needed = keyAction(attributeActions);
  for (const { name } of keyAttributes(table)) {
    const action = attributeActions[name] ?? needed;
    problems.when(action !== ENCRYPT_AND_SIGN && action !== needed, 'KEY_ATTRIBUTE_NOT_SIGNED',
      () => `\`attributeActions\` gives ${quoted(name)} of the key ${action}, the SDK takes ${needed} here; leave it out`);
  }
}

/** What happens to the key of the table. */
export function keyAction(actions: ItemEncryptionProps['attributeActions']): AttributeAction {
  return Object.values(actions).includes(SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT) ? SIGN_AND_INCLUDE_IN_ENCRYPTION_CONTEXT : SIGN_ONLY;
}

/** What begins with the prefix is left out of the signature: an empty one would leave out everything. */
function checkPrefix(props: ItemEncryptionProps, table: SecureDynamoTableProps, problems: PropProblems): void {
  const { unsignedAttributePrefix: given, attributeActions } = props;
  problems.mustBeKnown('unsignedAttributePrefix', given, 'UNSIGNED_PREFIX_INVALID', 'pass plain text, such as \':\'');
  const prefix = known(given);
  if (prefix === undefined) {
    return;
  }
  const covers = (name: string) => name.startsWith(prefix);
  const reserved = covers(RESERVED_ATTRIBUTE_PREFIX) || prefix.startsWith(RESERVED_ATTRIBUTE_PREFIX);
  problems.when(reserved, 'UNSIGNED_PREFIX_INVALID',
    () => `\`unsignedAttributePrefix\` is ${quoted(prefix)}, with which names begin that the SDK keeps for itself (${RESERVED_ATTRIBUTE_PREFIX}); choose another one, such as ':'`);
  const named = Object.keys(attributeActions).filter((name) => attributeActions[name] !== DO_NOTHING);
  const signed = [...keyAttributes(table).map(({ name }) => name), ...named];
  const exempt = reserved ? [] : [...new Set(signed)].filter(covers);
  problems.when(exempt.length > 0, 'SIGNED_ATTRIBUTE_EXEMPT',
    () => `\`unsignedAttributePrefix\` is ${quoted(prefix)}, and so begin ${exempt.map(quoted).join(', ')}, which are signed; choose another prefix or other names`);
}
