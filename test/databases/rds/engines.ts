import * as rds from 'aws-cdk-lib/aws-rds';
import { Db2Engine } from '../../../src/databases/rds/db2-engine';
import { SecureRdsInstanceProps } from '../../../src/databases/rds/rds-props';

const { DatabaseInstanceEngine: engines, MysqlEngineVersion: mysql, MariaDbEngineVersion: mariadb, PostgresEngineVersion: postgres } = rds;
const { OracleEngineVersion: oracle, SqlServerEngineVersion: sqlserver } = rds;

/** One engine in one version family, with what it cannot do without. */
export interface EngineCase {
  readonly name: string;
  readonly props: Pick<SecureRdsInstanceProps, 'engine' | 'engineOptions'>;
}

function one(name: string, engine: rds.IInstanceEngine, engineOptions?: SecureRdsInstanceProps['engineOptions']): EngineCase {
  return { name, props: { engine, engineOptions } };
}

const IBM = { ibmCustomerId: '1234567', ibmSiteId: '7654321' };

/** Every engine in every version family that the CDK or RDS has a name for; the typings of the CDK leave out those that RDS has given up. */
export const ENGINE_CASES: readonly EngineCase[] = [
  ...[mysql.of('5.5', '5.5'), mysql.of('5.6', '5.6'), mysql.VER_5_7_44, mysql.VER_8_0_43, mysql.VER_8_4_5].map((version) => one(`mysql ${version.mysqlMajorVersion}`, engines.mysql({ version }))),
  ...[
    ...['10.0', '10.1', '10.2', '10.3', '10.4'].map((version) => mariadb.of(version, version)),
    mariadb.VER_10_5_29, mariadb.VER_10_6_22, mariadb.VER_10_11_13, mariadb.VER_11_4_5, mariadb.VER_11_8_3,
  ]
    .map((version) => one(`mariadb ${version.mariaDbMajorVersion}`, engines.mariaDb({ version }))),
  ...[
    ...['9.5', '9.6', '10'].map((version) => postgres.of(version, version)), postgres.VER_11_22, postgres.VER_12_22, postgres.VER_13_22, postgres.VER_14_19,
    postgres.VER_15_14, postgres.VER_16_10, postgres.VER_17_6, postgres.VER_18_1,
  ]
    .map((version) => one(`postgres ${version.postgresMajorVersion}`, engines.postgres({ version }))),
  ...[oracle.of('12.1', '12.1'), oracle.VER_12_2_0_1_2021_10_R1, oracle.of('18', '18'), oracle.VER_19_0_0_0_2025_01_R1].flatMap((version) => [
    one(`oracle-ee ${version.oracleMajorVersion}`, engines.oracleEe({ version })), one(`oracle-se2 ${version.oracleMajorVersion}`, engines.oracleSe2({ version })),
  ]),
  ...[oracle.VER_19_0_0_0_2025_01_R1, oracle.VER_21_0_0_0_2025_01_R1].flatMap((version) => [
    one(`oracle-ee-cdb ${version.oracleMajorVersion}`, engines.oracleEeCdb({ version })),
    one(`oracle-se2-cdb ${version.oracleMajorVersion}`, engines.oracleSe2Cdb({ version })),
  ]),
  ...[sqlserver.of('11.00', '11.00'), sqlserver.VER_12, sqlserver.VER_13, sqlserver.VER_14, sqlserver.VER_15, sqlserver.VER_16].flatMap((version) => [
    one(`sqlserver-ee ${version.sqlServerMajorVersion}`, engines.sqlServerEe({ version })),
    one(`sqlserver-se ${version.sqlServerMajorVersion}`, engines.sqlServerSe({ version })),
    one(`sqlserver-web ${version.sqlServerMajorVersion}`, engines.sqlServerWeb({ version })),
    one(`sqlserver-ex ${version.sqlServerMajorVersion}`, engines.sqlServerEx({ version })),
  ]),
  ...['11.5.9.0.sb00063198.r1', '12.1.2.0.sb00070000.r1'].flatMap((version) => [
    one(`db2-se ${version.slice(0, 4)}`, Db2Engine.standardEdition(version), IBM), one(`db2-ae ${version.slice(0, 4)}`, Db2Engine.advancedEdition(version), IBM),
  ]),
];

const { AuroraMysqlEngineVersion: auroraMysql, AuroraPostgresEngineVersion: auroraPostgres, DatabaseClusterEngine: clusters } = rds;

/** Every Aurora engine in every version family that the CDK has a name for. */
export const AURORA_CASES: readonly (readonly [string, rds.IClusterEngine])[] = [
  ['aurora-mysql 2', clusters.auroraMysql({ version: auroraMysql.VER_2_12_0 })],
  ['aurora-mysql 3', clusters.auroraMysql({ version: auroraMysql.VER_3_10_0 })],
  ...[
    auroraPostgres.VER_9_6_22, auroraPostgres.VER_10_21, auroraPostgres.VER_11_21,
    auroraPostgres.VER_12_20, auroraPostgres.VER_13_22, auroraPostgres.VER_14_19,
    auroraPostgres.VER_15_14, auroraPostgres.VER_16_10, auroraPostgres.VER_17_6,
  ].map((version): [string, rds.IClusterEngine] => [`aurora-postgresql ${version.auroraPostgresMajorVersion}`, clusters.auroraPostgres({ version })]),
];

/** The case of an engine and a version family. */
export function engineCase(name: string): EngineCase {
  const found = ENGINE_CASES.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`no engine case ${name}`);
  }
  return found;
}
