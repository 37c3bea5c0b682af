import { ParameterFact, RdsEngineFacts } from './rds-engine-facts';

// Names, sizes and licences: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
// Connections: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
const BYOL = 'bring-your-own-license';
const INCLUDED = 'license-included';

// The only way in which RDS for Oracle refuses plain connections: the SSL option opens a second port and leaves the first one
// in the clear, and the two options exclude each other.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Oracle.Options.NNE.Options.html
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html
const NATIVE_NETWORK_ENCRYPTION = {
  name: 'NATIVE_NETWORK_ENCRYPTION',
  settings: {
    'SQLNET.ENCRYPTION_SERVER': 'REQUIRED',
    'SQLNET.ENCRYPTION_TYPES_SERVER': 'AES256',
    'SQLNET.ENCRYPTION_TYPES_CLIENT': 'AES256',
    'SQLNET.CRYPTO_CHECKSUM_SERVER': 'REQUIRED',
    'SQLNET.CRYPTO_CHECKSUM_TYPES_SERVER': 'SHA256,SHA384,SHA512',
    'SQLNET.CRYPTO_CHECKSUM_TYPES_CLIENT': 'SHA256,SHA384,SHA512',
    'SQLNET.ALLOW_WEAK_CRYPTO': 'FALSE',
    'SQLNET.ALLOW_WEAK_CRYPTO_CLIENTS': 'FALSE',
  },
};

const ORACLE = {
  // nothing says that its replicas can have one
  replicaStandby: false,
  family: 'oracle' as const,
  defaultPort: 1521,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.SSL.html names 19c, 21c and 26ai
  offeredSince: '19',
  networkEncryption: NATIVE_NETWORK_ENCRYPTION,
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
  logExports: ['alert', 'audit', 'listener', 'oemagent', 'trace'],
  // the exported audit log holds what the engine writes into files, not what it writes into its tables
  // https://aws.amazon.com/blogs/database/part-1-security-auditing-in-amazon-rds-for-oracle
  logParameters: { audit_trail: 'XML', audit_sys_operations: 'TRUE' },
  standbySince: '0',
  insights: true,
  withoutInsights: [],
  defaultClass: 'm6i.large',
  maxMasterUsername: 30,
  maxDatabaseName: 8,
  maxStorageGib: 65_536,
  connections: { memoryPerConnection: 9_868_951, max: 20_000, parameter: 'processes' },
  // the ends of Premier Support by the vendor, whom RDS follows: https://endoflife.date/oracle-database
  supportEnds: { 12.1: '2018-07-31', 12.2: '2020-11-30', 18: '2021-06-30', 19: '2029-12-31', 21: '2027-07-31' },
};

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/oracle-read-replicas.limitations.html: Enterprise Edition only
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.Oracle.Options.AdvSecurity.html: Enterprise Edition under its own licence only
const ORACLE_EE = {
  ...ORACLE,
  licenses: [BYOL],
  replicas: 'any-region' as const,
  engineEncryption: { option: { name: 'TDE', settings: {} }, since: '19', license: BYOL },
};
const ORACLE_SE2 = { ...ORACLE, licenses: [INCLUDED, BYOL], replicas: 'none' as const };

export const ORACLE_ENGINES: Readonly<Record<string, RdsEngineFacts>> = {
  'oracle-ee': { ...ORACLE_EE, engine: 'oracle-ee', factory: 'rds.DatabaseInstanceEngine.oracleEe({ version })' },
  'oracle-ee-cdb': { ...ORACLE_EE, engine: 'oracle-ee-cdb', factory: 'rds.DatabaseInstanceEngine.oracleEeCdb({ version })' },
  'oracle-se2': { ...ORACLE_SE2, engine: 'oracle-se2', factory: 'rds.DatabaseInstanceEngine.oracleSe2({ version })' },
  'oracle-se2-cdb': { ...ORACLE_SE2, engine: 'oracle-se2-cdb', factory: 'rds.DatabaseInstanceEngine.oracleSe2Cdb({ version })' },
};

function disabled(name: string): ParameterFact {
  return { name, value: 'disabled', accepted: ['disabled'] };
}

const SQL_SERVER = {
  // nothing says that its replicas can have one
  replicaStandby: false,
  family: 'sqlserver' as const,
  defaultPort: 1433,
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (Port)
  takenPorts: [1234, 1434, 3260, 3343, 3389, 47_001, 49_152, 49_153, 49_154, 49_155, 49_156],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_SQLServer.html lists 2016 and later
  offeredSince: '13',
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Concepts.General.SSL.Using.html
  tls: { name: 'rds.force_ssl', value: '1', accepted: ['1'] },
  tlsSince: '13',
  // TLS 1.2 itself cannot be switched off: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/SQLServer.Ciphers.html
  weakProtocols: ['rds.tls10', 'rds.tls11', 'rds.rc4', 'rds.3des168'].map(disabled),
  logExports: ['agent', 'error'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.SQLServer.Options.Audit.html
  auditUpload: 'SQLSERVER_AUDIT',
  logParameters: {},
  licenses: [INCLUDED],
  standbySince: '0',
  replicas: 'none' as const,
  insights: true,
  withoutInsights: [],
  defaultClass: 'm6i.large',
  maxMasterUsername: 128,
  maxDatabaseName: 0,
  maxStorageGib: 16_384,
  connections: { max: 32_767, parameter: 'user connections' },
  // RDS follows the vendor: https://learn.microsoft.com/en-us/lifecycle/products/sql-server-2016 and the pages of 2017, 2019, 2022
  supportEnds: { 11: '2022-07-12', 12: '2024-07-09', 13: '2026-07-14', 14: '2027-10-12', 15: '2030-01-08', 16: '2033-01-11' },
};

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.SQLServer.Options.TDE.html
const SQL_SERVER_TDE = { name: 'TDE', settings: {} };

export const SQL_SERVER_ENGINES: Readonly<Record<string, RdsEngineFacts>> = {
  'sqlserver-ee': {
    ...SQL_SERVER,
    engine: 'sqlserver-ee',
    factory: 'rds.DatabaseInstanceEngine.sqlServerEe({ version })',
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.CrossRegionReadReplicas.html
    replicas: 'any-region',
    engineEncryption: { option: SQL_SERVER_TDE, since: '13' },
    defaultClass: 'm6i.xlarge',
  },
  'sqlserver-se': {
    ...SQL_SERVER,
    engine: 'sqlserver-se',
    factory: 'rds.DatabaseInstanceEngine.sqlServerSe({ version })',
    engineEncryption: { option: SQL_SERVER_TDE, since: '15' },
  },
  // Web has a standby by block level replication, since 2022; Express has none:
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServerMultiAZ.Recommendations.html
  'sqlserver-web': { ...SQL_SERVER, engine: 'sqlserver-web', factory: 'rds.DatabaseInstanceEngine.sqlServerWeb({ version })', standbySince: '16' },
  'sqlserver-ex': {
    ...SQL_SERVER,
    engine: 'sqlserver-ex',
    factory: 'rds.DatabaseInstanceEngine.sqlServerEx({ version })',
    // Express has no agent: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.SQLServer.html
    logExports: ['error'],
    standbySince: undefined,
    defaultClass: 't3.medium',
  },
};

const DB2 = {
  // nothing says that its replicas can have one
  replicaStandby: false,
  family: 'db2' as const,
  defaultPort: 50_000,
  tlsPort: 50_443,
  offeredSince: '11.5',
  // Without TCPIP in the list the plain port is closed: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Concepts.SSL.html
  tls: { name: 'DB2COMM', value: 'SSL', accepted: ['SSL'], off: 'TCPIP,SSL' },
  tlsSince: '11.5',
  logExports: ['diag.log', 'notify.log'],
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Db2.Options.Audit.html
  auditUpload: 'DB2_AUDIT',
  logParameters: {},
  licenses: [BYOL, 'marketplace-license'],
  standbySince: '0',
  // the documents disagree about versions, and RDS makes no replica of an instance whose password it manages
  replicas: 'any-region' as const,
  // Db2 is not on the list: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html
  insights: false,
  withoutInsights: [],
  defaultClass: 'm6i.large',
  maxMasterUsername: 16,
  maxDatabaseName: 8,
  maxStorageGib: 64_000,
  connections: { max: 64_000 },
  // IBM's own dates could not be confirmed
  supportEnds: {},
};

export const DB2_ENGINES: Readonly<Record<string, RdsEngineFacts>> = {
  'db2-se': { ...DB2, engine: 'db2-se', factory: "Db2Engine.standardEdition('11.5.9.0')" },
  'db2-ae': { ...DB2, engine: 'db2-ae', factory: "Db2Engine.advancedEdition('11.5.9.0')" },
};
