import { Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import {
  AlertTopic, AttributeAction, DatabaseBackupPlan, DataClassification, DeletionGuard, DynamoCapacity, ItemEncryption, SecureDynamoTable,
  TieredNetwork,
} from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { TABLES } from './network-stack';

export interface DataStackProps extends StackProps {
  readonly network: TieredNetwork;
}

const USER = { name: 'user', type: dynamodb.AttributeType.STRING };

/** Two tables: sessions, which browsers reach, and profiles, which only the app tier reaches. */
export class DataStack extends Stack {
  public readonly sessions: SecureDynamoTable;
  public readonly profiles: SecureDynamoTable;
  public readonly profileItems: ItemEncryption;

  public constructor(scope: Construct, id: string, { network, ...props }: DataStackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['shop-team@example.com'] }).topic;
    const deletionGuard = new DeletionGuard(this, 'Guard');
    this.sessions = new SecureDynamoTable(this, 'Sessions', {
      tableName: TABLES.sessions,
      partitionKey: USER,
      sortKey: { name: 'session', type: dynamodb.AttributeType.STRING },
      // browsers can be told to do anything, so what they may ask for in a second is limited
      capacity: DynamoCapacity.onDemand({ maxReadUnits: 2000, maxWriteUnits: 500 }),
      features: { timeToLiveAttribute: 'expires' },
      alerts,
      deletionGuard,
    });
    this.sessions.alarmOnConditionalCheckAnomalies();
    this.profiles = new SecureDynamoTable(this, 'Profiles', {
      tableName: TABLES.profiles,
      partitionKey: USER,
      classification: DataClassification.PROTECTED,
      policy: { vpcEndpointIds: [network.endpoint('dynamodb').vpcEndpointId] },
      alerts,
      deletionGuard,
    });
    // the address is readable for the service alone; the country stays readable for reports, and nobody changes it unnoticed
    this.profileItems = new ItemEncryption(this, 'ProfileItems', {
      table: this.profiles,
      attributeActions: { address: AttributeAction.ENCRYPT_AND_SIGN, country: AttributeAction.SIGN_ONLY },
    });
    new DatabaseBackupPlan(this, 'Backups', { stores: [this.profiles], alerts });
  }
}
