import { Duration } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers } from './relational';
import { change, Study } from './study';
import { DataClassification } from '../../src/core/data-classification';
import { DynamoCapacity } from '../../src/databases/dynamodb/dynamo-capacity';
import { DynamoEncryption } from '../../src/databases/dynamodb/dynamo-encryption';
import { ContributorKeys, SecureDynamoTableProps } from '../../src/databases/dynamodb/dynamo-props';
import { ReplicaStage } from '../../src/databases/dynamodb/dynamo-replica';
import { DYNAMO_SAFEGUARDS } from '../../src/databases/dynamodb/dynamo-safeguards';
import { SecureDynamoTable } from '../../src/databases/dynamodb/secure-dynamo-table';

const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });

const [NEAR, FAR] = ['eu-central-1', 'eu-north-1'].map((region) => ({
  region, encryptionKeyArn: `arn:aws:kms:${region}:111111111111:key/11111111-2222-3333-4444-555555555555`,
}));
const OTHER_KEY = { ...NEAR, encryptionKeyArn: NEAR.encryptionKeyArn.replace('11111111-', '99999999-') };
const PROVISIONED = DynamoCapacity.provisioned({ read: { min: 5, max: 50 }, write: { min: 5, max: 50 } });
const LARGER = DynamoCapacity.provisioned({ read: { min: 9, max: 90 }, write: { min: 9, max: 90 } });
const BY_STATUS = { name: 'byStatus', partitionKey: text('status') };
const BY_DAY = { name: 'byDay', partitionKey: text('day') };
const BY_TOTAL = { name: 'byTotal', sortKey: { name: 'total', type: dynamodb.AttributeType.NUMBER } };
const PUBLIC = { classification: DataClassification.PUBLIC };
const REASON = 'items are copies of the public catalogue';

/** What happens to a table, in one region and in many. */
export const DYNAMO_TABLE: Study<SecureDynamoTableProps> = {
  construct: 'SecureDynamoTable',
  advice: 'A change of keys or local indexes fails, since the name of the table is fixed and taken; a change of the name makes an empty table, and the old one is '
    + 'retained with its data, but leaves the stack. Plan either as a move: make a second table, copy the items by an export to S3 and an import, and let writers '
    + 'write both meanwhile. A replica that is taken out of `replicas` is not a replacement: DynamoDB deletes it with its data, which its deletion protection '
    + 'refuses until it is off.',
  docs: ['databases/data-store.ts', 'databases/dynamodb/dynamo-props.ts'],
  stateful: ['AWS::DynamoDB::GlobalTable', 'AWS::Backup::BackupVault', 'AWS::KMS::Key', 'AWS::SNS::Topic'],
  left: { deletionGuard: LEFT_OF_EVERY_STORE.deletionGuard },
  create: ({ stack }, props) => void new SecureDynamoTable(stack, 'Orders', { partitionKey: text('customer'), sortKey: text('placedAt'), ...props }),
  changes: [
    change('partitionKey', { partitionKey: text('shop') }),
    change('partitionKey (type)', { partitionKey: { name: 'customer', type: dynamodb.AttributeType.NUMBER } }),
    change('sortKey', { sortKey: text('paidAt') }),
    change('tableName', { tableName: 'orders' }),
    change('indexes.globalIndexes (one more)', { indexes: { globalIndexes: [BY_STATUS] } }),
    change('indexes.globalIndexes (one less)', {}, { indexes: { globalIndexes: [BY_STATUS] } }),
    change('indexes.globalIndexes (another key)', { indexes: { globalIndexes: [{ ...BY_DAY, name: 'byStatus' }] } }, { indexes: { globalIndexes: [BY_STATUS] } }),
    change('indexes.localIndexes', { indexes: { localIndexes: [BY_TOTAL] } }),
    change('capacity (provisioned)', { capacity: PROVISIONED }),
    change('capacity (on demand)', { capacity: DynamoCapacity.onDemand({ maxReadUnits: 100, maxWriteUnits: 100 }) }, { capacity: PROVISIONED }),
    change('capacity (range)', { capacity: LARGER }, { capacity: PROVISIONED }),
    change('encryption (AWS managed)', { encryption: DynamoEncryption.awsManagedKey(REASON) }),
    change('encryption (AWS owned)', { ...PUBLIC, encryption: DynamoEncryption.awsOwnedKey(REASON) }, PUBLIC),
    change('encryption (customer managed)', { ...PUBLIC, encryption: DynamoEncryption.customerManagedKey() }, { ...PUBLIC, encryption: DynamoEncryption.awsOwnedKey(REASON) }),
    change('recovery.period', { recovery: { period: Duration.days(7) } }),
    change('recovery.objectives', { recovery: { objectives: { zone: { point: Duration.seconds(0) } } } }),
    change('features.stream', { features: { stream: dynamodb.StreamViewType.NEW_IMAGE } }),
    change('features.timeToLiveAttribute', { features: { timeToLiveAttribute: 'expires' } }),
    change('features.tableClass', { features: { tableClass: dynamodb.TableClass.STANDARD_INFREQUENT_ACCESS } }),
    change('features.contributorInsights', { features: { contributorInsights: ContributorKeys.THROTTLED_AND_FREQUENT } }),
    change('policy', { policy: { vpcEndpointIds: ['vpce-1'], organizationId: 'o-a1b2c3d4e5' } }),
    change('replicas (a first one)', { replicas: [{ ...NEAR, stage: ReplicaStage.JOINING }] }),
    change('replicas (joined)', { replicas: [NEAR] }, { replicas: [{ ...NEAR, stage: ReplicaStage.JOINING }] }),
    change('replicas (one more)', { replicas: [NEAR, { ...FAR, stage: ReplicaStage.JOINING }] }, { replicas: [NEAR] }),
    change('replicas (one less)', { replicas: [NEAR] }, { replicas: [NEAR, FAR] }),
    change('replicas (another key)', { replicas: [OTHER_KEY] }, { replicas: [NEAR] }),
    ...ofEveryStore<SecureDynamoTableProps>(),
    ...ofWaivers<SecureDynamoTableProps>(DYNAMO_SAFEGUARDS),
  ],
};
