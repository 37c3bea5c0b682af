/** The port of the endpoints, with and without TLS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_Endpoint.html */
export const DAX_PORTS = { tls: 9111, plain: 8111 };

/** Nodes of one cluster: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-cluster-sizing.html */
export const DAX_NODES = { max: 11, faultTolerant: 3 };

/** Node families without encryption at rest: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAXEncryptionAtRest.html */
export const DAX_FAMILIES_UNENCRYPTED: readonly string[] = ['r3'];

/** The parameters of a group: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.cluster-management.html#DAX.cluster-management.custom-settings.ttl */
export const DAX_PARAMETERS = { itemTtl: 'record-ttl-millis', queryTtl: 'query-ttl-millis' };

/** Minutes for which both caches keep what they read, unless told otherwise. Same page. */
export const DAX_DEFAULT_TTL_MINUTES = 5;

const actions = (...names: readonly string[]): readonly string[] => names.map((name) => `dax:${name}`);

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodbacceleratordax.html
/** What clients call to read through a cluster. */
export const DAX_READS = actions('GetItem', 'BatchGetItem', 'Query', 'Scan', 'ConditionCheckItem');

/** What clients call to write through a cluster. */
export const DAX_WRITES = actions('PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem');
