import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LARGER, LEFT_OF_EVERY_STORE, ofEveryStore, ofWaivers, ofWindows, RELATIONAL_STATE } from './relational';
import { change, KEY_ARN, Study } from './study';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { Db2Engine } from '../../src/databases/rds/db2-engine';
import { EngineEncryption, MasterAuthentication } from '../../src/databases/rds/rds-engine-options';
import { SecureRdsInstanceProps } from '../../src/databases/rds/rds-props';
import { rdsSafeguards } from '../../src/databases/rds/rds-safeguards';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { RDS_ENGINES } from '../../src/facts/rds-engines';

type Props = Omit<SecureRdsInstanceProps, 'network'>;

const MYSQL = rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_5 });
const ORACLE = rds.DatabaseInstanceEngine.oracleSe2({ version: rds.OracleEngineVersion.VER_19_0_0_0_2025_01_R1 });
const DB2: Partial<Props> = { engine: Db2Engine.standardEdition('11.5.9.0.sb00063198.r1'), engineOptions: { ibmCustomerId: '1', ibmSiteId: '2' } };
const SQL_SERVER: Partial<Props> = { engine: rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_16 }) };

/** What happens to an instance. */
export const RDS_INSTANCE: Study<Props> = {
  construct: 'SecureRdsInstance',
  advice: 'A replaced instance comes empty; the old one is retained with its data, but leaves the stack. Plan such a change as a move: take a snapshot, and '
    + 'create a new instance from it with `storage.snapshot`.',
  docs: ['databases/data-store.ts', 'databases/rds/rds-props.ts', 'databases/rds/rds-engine-options.ts'],
  stateful: RELATIONAL_STATE,
  left: LEFT_OF_EVERY_STORE,
  create: ({ stack, network }, props) => new SecureRdsInstance(stack, 'Orders', { network, engine: MYSQL, ...props }),
  changes: [
    change('engine (minor version)', { engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_4_6 }) }),
    change('engine (major version)', { engine: MYSQL }, {
      engine: rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_43 }),
      waivers: [Waiver.of(Safeguard.SUPPORTED_ENGINE, 'before the upgrade of the application')],
    }),
    change('instanceType', { instanceType: LARGER }),
    ...ofEveryStore<Props>(),
    ...ofWindows<Props>(),
    change('port', { port: 3307 }),
    change('parameters', { parameters: { max_connections: '200' } }),
    change('naming.identifier', { naming: { identifier: 'orders' } }),
    change('naming.databaseName', { naming: { databaseName: 'shop' } }),
    change('naming.masterUsername', { naming: { masterUsername: 'keeper' } }),
    change('storage.allocatedGib', { storage: { allocatedGib: 400 } }),
    change('storage.maxAllocatedGib', { storage: { maxAllocatedGib: 1000 } }),
    change('storage.storageType', { storage: { storageType: rds.StorageType.IO2, iops: 5000 } }),
    change('storage.iops', { storage: { allocatedGib: 400, iops: 13_000 } }, { storage: { allocatedGib: 400 } }),
    change('storage.throughput', { storage: { allocatedGib: 400, iops: 13_000, throughput: 600 } }, { storage: { allocatedGib: 400, iops: 13_000 } }),
    { prop: 'storage.snapshot', after: (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Own', KEY_ARN), storage: { snapshot: 'before-the-move' } }) },
    change('engineOptions.masterAuthentication', { engineOptions: { masterAuthentication: MasterAuthentication.IAM } }),
    change('engineOptions.caCertificate', { engineOptions: { caCertificate: rds.CaCertificate.RDS_CA_ECC384_G1 } }),
    change('engineOptions.licenseModel', { engineOptions: { licenseModel: rds.LicenseModel.BRING_YOUR_OWN_LICENSE } }, { engine: ORACLE }),
    change('engineOptions.encryption', { engineOptions: { encryption: EngineEncryption.TRANSPARENT_DATA_ENCRYPTION } }, SQL_SERVER),
    change('engineOptions.ibmCustomerId', { engineOptions: { ibmCustomerId: '3', ibmSiteId: '2' } }, DB2),
    change('engineOptions.ibmSiteId', { engineOptions: { ibmCustomerId: '1', ibmSiteId: '3' } }, DB2),
    { prop: 'engineOptions.auditBucket', before: SQL_SERVER, after: (stack) => ({ engineOptions: { auditBucket: s3.Bucket.fromBucketName(stack, 'Audits', 'audits') } }) },
    change('engineOptions.proxy', { engineOptions: { proxy: {} } }),
    ...ofWaivers<Props>(rdsSafeguards(RDS_ENGINES.mysql)),
  ],
};
