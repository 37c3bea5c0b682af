import { CfnTag, RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { copiesOf, DynamoBlueprint, TableCopy } from './dynamo-blueprint';
import { DynamoCapacity } from './dynamo-capacity';
import { ContributorKeys, keyAttributes, SecureDynamoTableProps } from './dynamo-props';
import { hidesKeys } from './dynamo-safeguards';
import { tablePolicy } from './dynamo-table-policy';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { MAX_RECOVERY_DAYS } from '../../facts/dynamodb-limits';

/** Create the table. */
export function createTable(blueprint: DynamoBlueprint): dynamodb.CfnGlobalTable {
  const { scope, props, hardening, tableName } = blueprint;
  const table = new dynamodb.CfnGlobalTable(scope, 'Table', {
    ...renderSchema(props),
    tableName,
    billingMode: capacityOf(props)._render().billingMode,
    ...capacityOf(props)._render().write,
    streamSpecification: renderStream(props),
    timeToLiveSpecification: props.features?.timeToLiveAttribute === undefined
      ? undefined : { enabled: true, attributeName: props.features.timeToLiveAttribute },
    sseSpecification: renderEncryption(props),
    replicas: copiesOf(blueprint).map((copy) => renderCopy(blueprint, copy)),
  });
  table.applyRemovalPolicy(hardening.keeps(Safeguard.RETENTION) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  return table;
}

/** How the capacity is paid, by default by request. */
export function capacityOf({ capacity }: Pick<SecureDynamoTableProps, 'capacity'>): DynamoCapacity {
  return capacity ?? DynamoCapacity.onDemand();
}

type Schema = Pick<dynamodb.CfnGlobalTableProps, 'attributeDefinitions' | 'keySchema' | 'globalSecondaryIndexes' | 'localSecondaryIndexes'>;

function renderSchema(props: SecureDynamoTableProps): Schema {
  const { globalIndexes = [], localIndexes = [] } = props.indexes ?? {};
  const locals = localIndexes.map((index) => ({ ...index, partitionKey: props.partitionKey }));
  const attributes = new Map([props, ...globalIndexes, ...locals].flatMap(keyAttributes).map(({ name, type }) => [name, type]));
  const { write } = capacityOf(props)._render();
  return {
    attributeDefinitions: [...attributes].map(([attributeName, attributeType]) => ({ attributeName, attributeType })),
    keySchema: renderKey(props),
    globalSecondaryIndexes: globalIndexes.length === 0 ? undefined : globalIndexes.map((index) => ({
      indexName: index.name, keySchema: renderKey(index), projection: renderProjection(index.projectedAttributes), ...write,
    })),
    localSecondaryIndexes: locals.length === 0 ? undefined : locals.map((index) => ({
      indexName: index.name, keySchema: renderKey(index), projection: renderProjection(index.projectedAttributes),
    })),
  };
}

function renderKey(key: Parameters<typeof keyAttributes>[0]): dynamodb.CfnGlobalTable.KeySchemaProperty[] {
  return keyAttributes(key).map(({ name }, place) => ({ attributeName: name, keyType: place === 0 ? 'HASH' : 'RANGE' }));
}

function renderProjection(attributes: string[] | undefined): dynamodb.CfnGlobalTable.ProjectionProperty {
  if (attributes === undefined) {
    return { projectionType: dynamodb.ProjectionType.ALL };
  }
  return attributes.length === 0
    ? { projectionType: dynamodb.ProjectionType.KEYS_ONLY }
    : { projectionType: dynamodb.ProjectionType.INCLUDE, nonKeyAttributes: attributes };
}

function renderStream({ features, replicas = [] }: SecureDynamoTableProps): dynamodb.CfnGlobalTable.StreamSpecificationProperty | undefined {
  // replication needs both images: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
  const view = features?.stream ?? (replicas.length > 0 ? dynamodb.StreamViewType.NEW_AND_OLD_IMAGES : undefined);
  return view === undefined ? undefined : { streamViewType: view };
}

function renderEncryption({ encryption }: SecureDynamoTableProps): dynamodb.CfnGlobalTable.SSESpecificationProperty {
  return encryption?._owner === 'aws-owned' ? { sseEnabled: false } : { sseEnabled: true, sseType: 'KMS' };
}

function renderCopy(blueprint: DynamoBlueprint, copy: TableCopy): dynamodb.CfnGlobalTable.ReplicaSpecificationProperty {
  const { props, hardening } = blueprint;
  const { read } = capacityOf(props)._render();
  const policyDocument = tablePolicy(blueprint, copy);
  const contributorInsightsSpecification = renderInsights(props, hardening);
  return {
    region: copy.region,
    sseSpecification: copy.keyArn === undefined ? undefined : { kmsMasterKeyId: copy.keyArn },
    deletionProtectionEnabled: hardening.keeps(Safeguard.DELETION_PROTECTION),
    pointInTimeRecoverySpecification: renderRecovery(props, hardening),
    contributorInsightsSpecification,
    globalSecondaryIndexes: props.indexes?.globalIndexes?.map(({ name }) => ({ indexName: name, contributorInsightsSpecification, ...read })),
    tableClass: props.features?.tableClass ?? dynamodb.TableClass.STANDARD,
    resourcePolicy: policyDocument && { policyDocument },
    // known when the app is synthesized: `Tags.of` may add some until then
    tags: blueprint.tags.renderedTags as unknown as CfnTag[],
    ...read,
  };
}

function renderRecovery(
  { recovery }: SecureDynamoTableProps, hardening: Hardening,
): dynamodb.CfnGlobalTable.PointInTimeRecoverySpecificationProperty {
  return hardening.keeps(Safeguard.BACKUPS)
    ? { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recovery?.period?.toDays() ?? MAX_RECOVERY_DAYS }
    : { pointInTimeRecoveryEnabled: false };
}

function renderInsights(
  props: SecureDynamoTableProps, hardening: Hardening,
): dynamodb.CfnGlobalTable.ContributorInsightsSpecificationProperty {
  if (!hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS) || hidesKeys(props)) {
    return { enabled: false };
  }
  const all = props.features?.contributorInsights === ContributorKeys.THROTTLED_AND_FREQUENT;
  return { enabled: true, mode: all ? 'ACCESSED_AND_THROTTLED_KEYS' : 'THROTTLED_KEYS' };
}
