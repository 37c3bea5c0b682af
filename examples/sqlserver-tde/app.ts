import { App, Validations } from 'aws-cdk-lib';
import { DatabaseHardeningChecks } from 'cdk-hardened-databases';
import { DataStack } from './data-stack';

/**
 * SQL Server whose files the engine encrypts as well (Transparent Data Encryption), and whose audits go to a bucket of their own.
 */
// access logs are admitted by the policy of their bucket, not by an ACL
export const app = new App({ context: { '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true } });
new DataStack(app, 'Ledger');
Validations.of(app).addPlugins(new DatabaseHardeningChecks(app));
