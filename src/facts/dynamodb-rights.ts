// Actions, their resources and their condition keys:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
const actions = (...names: readonly string[]): readonly string[] => names.map((name) => `dynamodb:${name}`);

/** Reads of whole tables, and what clients ask about a table. */
export const TABLE_READS = actions('GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem', 'DescribeTable');

/** Reads that say which partition they read: `Scan` and PartiQL do not, or need not. */
export const ITEM_READS = actions('GetItem', 'BatchGetItem', 'Query', 'ConditionCheckItem');

/** Reads that say which attributes they return (`dynamodb:Select`). */
export const ATTRIBUTE_READS = actions('GetItem', 'BatchGetItem', 'Query');

/** Reads of an index. */
export const INDEX_QUERY = actions('Query');

/** Writes of whole items. */
export const ITEM_WRITES = actions('PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem');

/** The one write that leaves the other attributes of the item alone: a put replaces the item, and a delete removes it. */
export const ATTRIBUTE_WRITES = actions('UpdateItem');

/** What a consumer of the stream calls. */
export const STREAM_READS = actions('DescribeStream', 'GetRecords', 'GetShardIterator');

/** Everything that reads or writes items, PartiQL and exports included. */
export const DATA_ACTIONS = [
  ...TABLE_READS.filter((action) => action !== 'dynamodb:DescribeTable'), ...ITEM_WRITES,
  ...actions('PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'ExportTableToPointInTime'),
];

/** What DynamoDB does with the key on behalf of who reads. */
export const READ_KEY_USE = ['kms:Decrypt'];

// The actions of AWS's own key policy, without wildcards and without the grants that only the creation of a table needs.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
/** What DynamoDB does with the key on behalf of who writes. */
export const WRITE_KEY_USE = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** What DynamoDB binds each use of the key to. Same page, "DynamoDB encryption context". */
export const TABLE_NAME_CONTEXT = 'kms:EncryptionContext:aws:dynamodb:tableName';

// https://github.com/aws/aws-database-encryption-sdk-dynamodb/blob/main/specification/dynamodb-encryption-client/ddb-attributes.md
/** What the AWS Database Encryption SDK binds each data key to: the logical name of the table. */
export const ITEM_TABLE_CONTEXT = 'kms:EncryptionContext:aws-crypto-table-name';

/** Names of attributes that the SDK adds to items. */
export const RESERVED_ATTRIBUTE_PREFIX = 'aws_dbe_';
