// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
/** Names of tables and indexes. */
export const NAME_PATTERN = /^[A-Za-z0-9_.-]{3,255}$/;

/** Global secondary indexes of a table, unless AWS raised the quota. */
export const MAX_GLOBAL_INDEXES = 20;

/** Local secondary indexes of a table. */
export const MAX_LOCAL_INDEXES = 5;

/** Projected attributes of all indexes together. */
export const MAX_PROJECTED_ATTRIBUTES = 100;

/** Characters of a table policy, white space included: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html */
export const MAX_POLICY_BYTES = 20 * 1024;

/** Longest window of point-in-time recovery: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-globaltable-pointintimerecoveryspecification.html */
export const MAX_RECOVERY_DAYS = 35;
