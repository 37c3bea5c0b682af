import * as rds from 'aws-cdk-lib/aws-rds';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { MasterAuthentication, RdsEngineOptions } from '../../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../../src/databases/rds/secure-rds-instance';
import { SecureRdsReplica } from '../../../src/databases/rds/secure-rds-replica';
import { DB2, MARIADB, MYSQL, ORACLE, POSTGRES, SQL_SERVER } from '../../support/fixtures';
import { networkIn, Subject } from '../subject';

/** The constructs of instances of RDS. */
export const RDS_SUBJECTS: readonly Subject[] = [
  rdsSubject('mysql', MYSQL, rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_43 })),
  rdsSubject('mariadb', MARIADB, rds.DatabaseInstanceEngine.mariaDb({ version: rds.MariaDbEngineVersion.VER_10_6_22 })),
  rdsSubject('postgres', POSTGRES, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_13_22 })),
  rdsSubject('oracle', ORACLE),
  rdsSubject('sqlserver', SQL_SERVER, rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_13 })),
  rdsSubject('db2', DB2, undefined, { ibmCustomerId: '1234567', ibmSiteId: '7654321' }),
  rdsSubject('behind a proxy', POSTGRES, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_13_22 }), { proxy: {} }),
  {
    name: 'SecureRdsReplica',
    build: (stack, waivers) => {
      const network = networkIn(stack);
      const engineOptions = { masterAuthentication: MasterAuthentication.IAM };
      const source = new SecureRdsInstance(stack, 'Source', { network, engine: MYSQL, engineOptions });
      return new SecureRdsReplica(stack, 'Subject', { network, source, waivers });
    },
  },
];

const waives = (waivers: readonly Waiver[] | undefined, safeguard: Safeguard) => waivers?.some((waiver) => waiver.safeguard === safeguard);

/** @param outdated a version past its support, which is what a waiver of `SUPPORTED_ENGINE` is for */
function rdsSubject(name: string, engine: rds.IInstanceEngine, outdated = engine, engineOptions?: RdsEngineOptions): Subject {
  return {
    name: `SecureRdsInstance (${name})`,
    build: (stack, waivers) => new SecureRdsInstance(stack, 'Subject', {
      network: networkIn(stack),
      engine: waives(waivers, Safeguard.SUPPORTED_ENGINE) ? outdated : engine,
      // without IAM authentication no proxy can log in
      engineOptions: waives(waivers, Safeguard.IAM_AUTHENTICATION) ? { ...engineOptions, proxy: undefined } : engineOptions,
      waivers,
    }),
  };
}
