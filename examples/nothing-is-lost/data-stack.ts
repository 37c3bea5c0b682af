import { Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { AlertTopic, SecureDynamoTable } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** The orders of a shop, which nobody can bring back. */
export class DataStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    new SecureDynamoTable(this, 'Orders', {
      partitionKey: { name: 'customer', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'placedAt', type: dynamodb.AttributeType.STRING },
      alerts: new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] }).topic,
    });
  }
}
