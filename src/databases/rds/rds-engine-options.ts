import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { RdsProxyOptions } from '../proxy/rds-proxy-props';

/** How the master user proves who it is. */
export enum MasterAuthentication {
  /**
   * By a password that RDS generates, keeps in Secrets Manager and rotates every seven days.
   *
   * RDS makes no read replica of such an instance, except of SQL Server, and no global database of such a cluster.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html#rds-secrets-manager-limitations
   */
  MANAGED_PASSWORD = 'managed-password',

  /** By IAM tokens; there is no password. MySQL, MariaDB, PostgreSQL and Aurora only. */
  IAM = 'iam-db-auth',
}

/** Whether the engine encrypts its files as well. The volume is encrypted with the customer key in any case. */
export enum EngineEncryption {
  /** The volume alone. */
  VOLUME = 'volume',

  /**
   * Transparent Data Encryption, by the option `TDE`: SQL Server Enterprise, SQL Server Standard 2019 and later, and Oracle
   * Enterprise under its own licence (Advanced Security). The option is permanent.
   *
   * It makes the keys; which databases or tablespaces they encrypt is said in SQL.
   */
  TRANSPARENT_DATA_ENCRYPTION = 'tde',
}

/** Choices that only some engines have, or that few need. */
export interface RdsEngineOptions {
  /**
   * How the master user proves who it is.
   *
   * @default - MasterAuthentication.MANAGED_PASSWORD
   */
  readonly masterAuthentication?: MasterAuthentication;

  /**
   * Who brings the licence: Oracle Standard Edition Two takes both models, Oracle Enterprise and Db2 only
   * `BRING_YOUR_OWN_LICENSE`, SQL Server only `LICENSE_INCLUDED`.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
   * @default - the model that the edition has; LICENSE_INCLUDED for Oracle Standard Edition Two
   */
  readonly licenseModel?: rds.LicenseModel;

  /**
   * The customer number of IBM, which Db2 needs under an own licence: 1 to 10 digits.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/db2-licensing.html
   * @default - none; required for Db2
   */
  readonly ibmCustomerId?: string;

  /**
   * The site number of IBM, which Db2 needs under an own licence: 1 to 10 digits.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/db2-licensing.html
   * @default - none; required for Db2
   */
  readonly ibmSiteId?: string;

  /**
   * Whether the engine encrypts its files as well.
   *
   * @default - EngineEncryption.VOLUME
   */
  readonly encryption?: EngineEncryption;

  /**
   * The authority that signs the certificate of the instance. One that has ended is refused, and one that ends within three years is warned of.
   * RDS renews the certificate itself before it ends, and its events tell of a reboot for that (RDS-EVENT-0501, RDS-EVENT-0502).
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html#UsingWithRDS.SSL.RegionCertificateAuthorities
   * @default - rds.CaCertificate.RDS_CA_RSA2048_G1, valid until 2061
   */
  readonly caCertificate?: rds.CaCertificate;

  /**
   * The bucket that receives the audits of SQL Server or Db2, which RDS does not export to CloudWatch Logs. It must lie in the
   * region and account of the instance, and belong to audits alone: the role of the instance may write anywhere in it.
   *
   * The option `SQLSERVER_AUDIT` or `DB2_AUDIT` uploads what the engine records; what it records is said in SQL
   * (`CREATE SERVER AUDIT`, `rdsadmin.configure_db_audit`).
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.SQLServer.Options.Audit.html
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Options.Audit.html
   * @default - no audits are uploaded; the other engines write theirs into their exported logs
   */
  readonly auditBucket?: s3.IBucket;

  /**
   * Put an RDS Proxy between the application and a MySQL, MariaDB or PostgreSQL instance: then the application reaches the
   * proxy only, and `grants.connect` opens the proxy.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
   * @default - the application connects to the instance itself
   */
  readonly proxy?: RdsProxyOptions;
}
