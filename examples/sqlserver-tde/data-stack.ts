import { Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AlertTopic, DataClassification, DataKey, DeletionGuard, EngineEncryption, SecureRdsInstance, TieredNetwork } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** What both buckets have: nobody but this account gets in, and nothing is lost with the stack. */
const CLOSED: s3.BucketProps = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
  lifecycleRules: [{ expiration: Duration.days(7 * 365), noncurrentVersionExpiration: Duration.days(30) }],
  removalPolicy: RemovalPolicy.RETAIN,
};

/** The network, the instance and the bucket for its audits. */
export class DataStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['database-team@example.com'] });
    new SecureRdsInstance(this, 'Ledger', {
      network: new TieredNetwork(this, 'Network'),
      alerts: alerts.topic,
      classification: DataClassification.SECRET,
      engine: rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_16_00_4215_2_V1 }),
      recovery: { retention: Duration.days(35) },
      engineOptions: {
        // the option makes the keys; each database is encrypted by: ALTER DATABASE ledger SET ENCRYPTION ON;
        encryption: EngineEncryption.TRANSPARENT_DATA_ENCRYPTION,
        // the option uploads them; what is audited is said by: CREATE SERVER AUDIT ... TO FILE (FILEPATH = 'D:\rdsdbdata\SQLAudit');
        auditBucket: this.auditBucket(),
      },
      deletionGuard: new DeletionGuard(this, 'Guard'),
    });
  }

  /** Audits are kept as they were written, for as long as an auditor may ask. */
  private auditBucket(): s3.Bucket {
    const records = new s3.Bucket(this, 'AuditReaders', { ...CLOSED, encryption: s3.BucketEncryption.S3_MANAGED });
    const key = new DataKey(this, 'AuditKey', { classification: DataClassification.SECRET, description: 'Audits of the ledger' }).key;
    return new s3.Bucket(this, 'Audits', {
      ...CLOSED,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: records,
    });
  }
}
