import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';

/**
 * A table that a DAX cluster may reach, and what the cluster may do with it.
 *
 * Pass `orders.table` of a `SecureDynamoTable`, or any other table of the region of the cluster. Where the table knows its
 * customer managed key, the cluster may use that key through DynamoDB.
 */
export class DaxTable {
  /**
   * A table that the cluster reads: writes through the cluster are refused by DynamoDB.
   *
   * @param table the table
   * @param indexNames the indexes that clients query through the cluster, each by its name; none when left out
   */
  public static readOnly(table: dynamodb.ITable, indexNames: string[] = []): DaxTable {
    return new DaxTable(table, indexNames, false);
  }

  /**
   * A table that the cluster reads and writes.
   *
   * @param table the table
   * @param indexNames the indexes that clients query through the cluster, each by its name; none when left out
   */
  public static readWrite(table: dynamodb.ITable, indexNames: string[] = []): DaxTable {
    return new DaxTable(table, indexNames, true);
  }

  /** The table. */
  public readonly table: dynamodb.ITable;

  /** The indexes that clients query through the cluster. */
  public readonly indexNames: string[];

  /** Whether the cluster may write. */
  public readonly writable: boolean;

  private constructor(table: dynamodb.ITable, indexNames: string[], writable: boolean) {
    this.table = table;
    this.indexNames = indexNames;
    this.writable = writable;
  }
}
