import { Construct } from 'constructs';
import { GlobalTableIndex, keyAttributes, LocalTableIndex, SecureDynamoTableProps } from './dynamo-props';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';

/** Which items and which of their attributes a grant is about. */
export interface ItemLimits {
  /**
   * The values of the partition key that are allowed, whole and without wildcards: at least one. Variables of IAM such as
   * `${aws:PrincipalTag/tenant}` are allowed; of a principal without the value, no item is allowed.
   *
   * A limited grant leaves out whatever can reach items without naming their partition: scans, PartiQL, exports. Indexes with
   * another partition key are left out too; `DynamoGrants.queryIndex` grants one of them.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   * @default - items of every partition
   */
  readonly leadingKeys?: string[];

  /**
   * The names of the attributes that are allowed, at least one; the key of the table is added. Readers must ask for named
   * attributes; writers update items, since a put would replace and a delete would remove the other attributes.
   *
   * @default - all attributes
   */
  readonly attributes?: string[];
}

/** The way to items: the table, or one of its indexes. */
export type Key = Pick<GlobalTableIndex, 'partitionKey' | 'sortKey'>;

/** All indexes, each with its whole key. */
export function indexesOf({ partitionKey, indexes }: SecureDynamoTableProps): readonly GlobalTableIndex[] {
  return [
    ...indexes?.globalIndexes ?? [],
    ...(indexes?.localIndexes ?? []).map((index: LocalTableIndex) => ({ ...index, partitionKey })),
  ];
}

/** The indexes that a grant on the table reaches with these limits: the same partitions, and no key that is not allowed. */
export function reachedIndexes(props: SecureDynamoTableProps, { leadingKeys, attributes }: ItemLimits): readonly GlobalTableIndex[] {
  const allowed = attributes && attributesOf(props, attributes);
  return indexesOf(props).filter((index) => (leadingKeys === undefined || index.partitionKey.name === props.partitionKey.name)
    && (allowed === undefined || keyAttributes(index).every(({ name }) => allowed.includes(name))));
}

/** The attributes of a grant, with those of the keys on the way, each once. */
export function attributesOf(key: Key, attributes: readonly string[]): string[] {
  return [...new Set([...keyAttributes(key).map(({ name }) => name), ...attributes])];
}

/** One index, and those to choose from. */
export interface IndexChoice {
  readonly name: string;
  readonly all: readonly GlobalTableIndex[];
}

/** Refuse limits that limit nothing, or not what they seem to. */
export function checkLimits(scope: Construct, call: string, limits: ItemLimits, index?: IndexChoice): void {
  const problems = new PropProblems('Grant on', scope, call);
  reportLimits(limits, problems);
  problems.when(index !== undefined && !index.all.some(({ name }) => name === index.name), 'INDEX_UNKNOWN',
    () => `the table has no index ${quoted(index!.name)}, it has ${index!.all.map(({ name }) => name).join(', ') || 'none'}; add it to \`indexes\``);
  problems.throwIfAny();
}

/** Report limits that limit nothing, or not what they seem to. */
export function reportLimits({ leadingKeys, attributes }: ItemLimits, problems: PropProblems): void {
  problems.when(leadingKeys?.length === 0, 'LEADING_KEYS_EMPTY', () => '`leadingKeys` is empty, which would allow no item; name a value or leave it out');
  problems.when(attributes?.length === 0, 'ATTRIBUTES_EMPTY', () => '`attributes` is empty, which would allow no attribute; name one or leave it out');
  // in `StringEquals`, a star is a star: whoever writes one means something else
  const wild = leadingKeys?.find((key) => /[*?]/.test((known(key) ?? '').replace(/\$\{[^}]*\}/g, '')) || key === '');
  problems.when(wild !== undefined, 'LEADING_KEY_INVALID',
    () => `\`leadingKeys\` has ${quoted(wild!)}, allowed are whole values without wildcards; name each value, or a variable of IAM`);
  const odd = attributes?.find((attribute) => (known(attribute) ?? 'a').trim() === '' || /[*?]/.test(known(attribute) ?? ''));
  problems.when(odd !== undefined, 'ATTRIBUTE_INVALID',
    () => `\`attributes\` has ${quoted(odd!)}, allowed are names of top-level attributes without wildcards; name each attribute`);
}
