import * as iam from 'aws-cdk-lib/aws-iam';
import { DynamoBlueprint } from './dynamo-blueprint';
import { attributesOf, checkLimits, indexesOf, ItemLimits, Key, reachedIndexes } from './item-limits';
import { PropProblems, quoted } from '../../core/check-props';
import {
  ATTRIBUTE_READS, ATTRIBUTE_WRITES, INDEX_QUERY, ITEM_READS, ITEM_WRITES, READ_KEY_USE, STREAM_READS, TABLE_NAME_CONTEXT, TABLE_READS, WRITE_KEY_USE,
} from '../../facts/dynamodb-rights';
import { viaService } from '../../foundation/via-service';
import { accessPolicyOf } from '../access-policy';

/** What identities reach: a table, or a replica of it. */
export interface TableEndpoint {
  readonly blueprint: DynamoBlueprint;
  readonly tableArn: string;

  /** ARN of the customer managed key in the region of the endpoint; the other keys need no grant. */
  readonly keyArn?: string;
  readonly streamArn?: string;

  /** The region; that of the stack when left out. */
  readonly region?: string;
}

type Conditions = Record<string, Record<string, string | string[]>>;

/** What may be said back to whoever writes. */
const RETURN_NOTHING: Conditions = { StringEqualsIfExists: { 'dynamodb:ReturnValues': 'NONE' } };
const RETURN_UPDATED: Conditions = { StringEqualsIfExists: { 'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'] } };

/**
 * Rights that a table can give away, each as narrow as IAM allows.
 *
 * Every grant names the table and, where the table has a customer managed key, that key, for requests of DynamoDB about this table.
 * Roles of the app get one customer managed policy for all their databases.
 *
 * ### What this does not do
 *
 * - A write may carry a condition, and whether it holds tells the writer something about the item; on a failed condition DynamoDB
 *   returns the item if it is asked to (`ReturnValuesOnConditionCheckFailure`), and IAM knows no condition key for that. Where
 *   writers must not learn what is stored, encrypt the attributes with `ItemEncryption`.
 * - PartiQL and exports are granted to nobody.
 */
export class DynamoGrants {
  /** @internal */
  public static _of(endpoint: TableEndpoint): DynamoGrants {
    return new DynamoGrants(endpoint);
  }

  private readonly endpoint: TableEndpoint;

  private constructor(endpoint: TableEndpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Let an identity read items, of the table and of its indexes.
   *
   * Without limits that includes scans. Throws `LEADING_KEYS_EMPTY`, `LEADING_KEY_INVALID`, `ATTRIBUTES_EMPTY`, `ATTRIBUTE_INVALID`.
   *
   * @param grantee who may read
   * @param limits which items and attributes; all when left out
   */
  public read(grantee: iam.IGrantable, limits: ItemLimits = {}): iam.Grant {
    checkLimits(this.endpoint.blueprint.scope, 'read()', limits);
    return this.give(grantee, this.reads(limits), READ_KEY_USE);
  }

  /**
   * Let an identity write items without reading them: no write says back what is stored.
   *
   * Throws as `read`. A condition on a write can still tell what is stored; see above.
   *
   * @param grantee who may write
   * @param limits which items and attributes; all when left out
   */
  public write(grantee: iam.IGrantable, limits: ItemLimits = {}): iam.Grant {
    checkLimits(this.endpoint.blueprint.scope, 'write()', limits);
    return this.give(grantee, [this.writes(limits, RETURN_NOTHING)], WRITE_KEY_USE);
  }

  /**
   * Let an identity read and write items.
   *
   * Throws as `read`.
   *
   * @param grantee who may read and write
   * @param limits which items and attributes; all when left out
   */
  public readWrite(grantee: iam.IGrantable, limits: ItemLimits = {}): iam.Grant {
    checkLimits(this.endpoint.blueprint.scope, 'readWrite()', limits);
    return this.give(grantee, [...this.reads(limits), this.writes(limits, limits.attributes ? RETURN_UPDATED : {})], WRITE_KEY_USE);
  }

  /**
   * Let an identity query one index, and nothing else of the table. `leadingKeys` are values of the partition key of the index.
   *
   * Throws as `read`, and `INDEX_UNKNOWN`.
   *
   * @param grantee who may query
   * @param indexName the index
   * @param limits which items and attributes; all that the index holds when left out
   */
  public queryIndex(grantee: iam.IGrantable, indexName: string, limits: ItemLimits = {}): iam.Grant {
    const { scope, props } = this.endpoint.blueprint;
    const all = indexesOf(props);
    checkLimits(scope, `queryIndex(${quoted(indexName)})`, limits, { name: indexName, all });
    const index = all.find(({ name }) => name === indexName)!;
    const key = { partitionKey: index.partitionKey, sortKey: index.sortKey };
    const attributes = limits.attributes && attributesOf(props, limits.attributes);
    return this.give(grantee, [{
      actions: INDEX_QUERY,
      resources: [this.indexArn(indexName)],
      conditions: merged(leading(limits), selected(key, attributes)),
    }], READ_KEY_USE);
  }

  /**
   * Let an identity read the stream of changes, which holds items of every partition.
   *
   * Throws `STREAM_MISSING` for a table without a stream, and for replicas, whose streams have names that only their region knows.
   *
   * @param grantee who may read
   */
  public readStream(grantee: iam.IGrantable): iam.Grant {
    const problems = new PropProblems('Grant on', this.endpoint.blueprint.scope, 'readStream()');
    problems.when(this.endpoint.streamArn === undefined, 'STREAM_MISSING',
      () => 'there is no stream here; set `features.stream`, and read the stream in the region of the stack');
    problems.throwIfAny();
    return this.give(grantee, [{ actions: STREAM_READS, resources: [this.endpoint.streamArn!], conditions: {} }], READ_KEY_USE);
  }

  private reads(limits: ItemLimits): Right[] {
    const { props } = this.endpoint.blueprint;
    const resources = [this.endpoint.tableArn, ...reachedIndexes(props, limits).map(({ name }) => this.indexArn(name))];
    const limited = limits.leadingKeys ? ITEM_READS : TABLE_READS;
    return [{
      actions: limits.attributes ? ATTRIBUTE_READS : limited,
      resources,
      conditions: merged(leading(limits), selected(props, limits.attributes)),
    }];
  }

  private writes(limits: ItemLimits, returned: Conditions): Right {
    return {
      actions: limits.attributes ? ATTRIBUTE_WRITES : ITEM_WRITES,
      resources: [this.endpoint.tableArn],
      conditions: merged(leading(limits), named(this.endpoint.blueprint.props, limits.attributes), returned),
    };
  }

  private indexArn(name: string): string {
    return `${this.endpoint.tableArn}/index/${name}`;
  }

  private give(grantee: iam.IGrantable, rights: readonly Right[], keyUse: readonly string[]): iam.Grant {
    const all = [...rights, ...this.keyRight(keyUse)];
    return all.map(({ actions, resources, conditions }) => iam.Grant.addToPrincipal({
      grantee: accessPolicyOf(grantee),
      actions: [...actions],
      resourceArns: [...resources],
      conditions: Object.keys(conditions).length > 0 ? conditions : undefined,
    })).reduce((grant, next) => grant.combine(next));
  }

  /** The key, for requests that come from DynamoDB and are about this table. */
  private keyRight(actions: readonly string[]): Right[] {
    const { blueprint: { scope, tableName }, keyArn, region } = this.endpoint;
    return keyArn === undefined ? [] : [{
      actions,
      resources: [keyArn],
      conditions: merged(viaService(scope, 'dynamodb', region), { StringEquals: { [TABLE_NAME_CONTEXT]: tableName } }),
    }];
  }
}

/** Actions on resources, under conditions. */
interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Conditions;
}

/** `ForAllValues` holds for a request that names no key at all: `Null` refuses that one. */
function leading({ leadingKeys }: ItemLimits): Conditions {
  return leadingKeys === undefined ? {} : {
    'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': leadingKeys },
    'Null': { 'dynamodb:LeadingKeys': 'false' },
  };
}

function named(key: Key, attributes: string[] | undefined): Conditions {
  return attributes === undefined ? {} : {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': attributesOf(key, attributes) },
    'Null': { 'dynamodb:Attributes': 'false' },
  };
}

function selected(key: Key, attributes: string[] | undefined): Conditions {
  return attributes === undefined ? {} : merged(named(key, attributes), { StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } });
}

/** Conditions that hold together; operators of both are merged key by key. */
function merged(...all: readonly Conditions[]): Conditions {
  const result: Conditions = {};
  for (const [operator, keys] of all.flatMap((conditions) => Object.entries(conditions))) {
    result[operator] = { ...result[operator], ...keys };
  }
  return result;
}
