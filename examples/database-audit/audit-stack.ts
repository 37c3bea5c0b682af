import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import {
  ActivityStreamMode, ActivityStreamSource, AlertTopic, DatabaseActivityStream, PrivateEndpoint, SecureAuroraCluster, SnapshotExposure, TieredNetwork,
} from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** A database, the record of everything that it does, and a watch over its snapshots. */
export class AuditStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const security = new AlertTopic(this, 'Security', { emails: ['security@example.com'], displayName: 'Security' }).topic;
    const databases = new AlertTopic(this, 'Databases', { emails: ['database-team@example.com'], displayName: 'Databases' }).topic;
    const network = new TieredNetwork(this, 'Network', {
      endpoints: [...PrivateEndpoint.needed(), PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.RDS)],
    });
    const ledger = new SecureAuroraCluster(this, 'Ledger', {
      network,
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_17_6 }),
      alerts: databases,
    });

    // security is told, and reads the records with a role of its own: the database team does neither
    const stream = new DatabaseActivityStream(this, 'Records', {
      network, source: ActivityStreamSource.cluster(ledger), mode: ActivityStreamMode.SYNC, alerts: security,
    });
    stream.grantRead(new iam.Role(this, 'Auditor', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), description: 'Reads the records of the ledger' }));

    // the account that keeps the backups
    new SnapshotExposure(this, 'Snapshots', { network, trustedAccounts: ['111122223333'], alerts: security });
  }
}
