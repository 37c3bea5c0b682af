import { App, Environment, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { hardeningOf, HardeningRecord } from '../../src/core/hardening';
import { Safeguard } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { AuroraCapacity } from '../../src/databases/aurora/aurora-capacity';
import { SecureAuroraClusterProps } from '../../src/databases/aurora/aurora-props';
import { SecureAuroraCluster } from '../../src/databases/aurora/secure-aurora-cluster';
import { RdsEngineOptions } from '../../src/databases/rds/rds-engine-options';
import { SecureRdsInstance } from '../../src/databases/rds/secure-rds-instance';
import { DatabaseRight } from '../../src/databases/users/database-right';
import { DatabaseServer } from '../../src/databases/users/database-server';
import { DatabaseUsers } from '../../src/databases/users/database-users';
import { AlertTopic } from '../../src/foundation/alerts/alert-topic';
import { DataKey } from '../../src/foundation/data-key';
import { DeletionGuard } from '../../src/foundation/deletion/deletion-guard';
import { Tier } from '../../src/foundation/network/network';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { AURORA_MYSQL, AURORA_POSTGRESQL, DB2, ENV, MARIADB, MYSQL, ORACLE, POSTGRES, SQL_SERVER } from '../support/fixtures';

/** One construct with default properties, as the contract tests see it. */
export interface Subject {
  readonly name: string;

  /** Make the construct, with waivers if it takes any. */
  build(stack: Stack, waivers?: Waiver[]): Construct;
}

/** An imported certificate. */
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111-2222-3333-4444-555555555555';

/** Every construct of the library. A new one is added here, and all contract tests hold it to its word. */
export const SUBJECTS: readonly Subject[] = [
  { name: 'DataKey', build: (stack, waivers) => new DataKey(stack, 'Subject', { waivers }) },
  { name: 'AlertTopic', build: alertTopic },
  { name: 'TieredNetwork', build: tieredNetwork },
  { name: 'TieredNetwork.fromVpc', build: (stack) => existingNetwork(stack) },
  { name: 'DeletionGuard', build: (stack) => new DeletionGuard(stack, 'Subject', { stores: [new DataKey(stack, 'Key')] }) },
  rdsSubject('mysql', MYSQL, rds.DatabaseInstanceEngine.mysql({ version: rds.MysqlEngineVersion.VER_8_0_43 })),
  rdsSubject('mariadb', MARIADB, rds.DatabaseInstanceEngine.mariaDb({ version: rds.MariaDbEngineVersion.VER_10_6_22 })),
  rdsSubject('postgres', POSTGRES, rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_13_22 })),
  rdsSubject('oracle', ORACLE),
  rdsSubject('sqlserver', SQL_SERVER, rds.DatabaseInstanceEngine.sqlServerSe({ version: rds.SqlServerEngineVersion.VER_13 })),
  rdsSubject('db2', DB2, undefined, { ibmCustomerId: '1234567', ibmSiteId: '7654321' }),
  auroraSubject('mysql', { engine: AURORA_MYSQL }),
  auroraSubject('postgresql, serverless', { engine: AURORA_POSTGRESQL, capacity: AuroraCapacity.serverlessV2() }),
  auroraSubject('behind a proxy', { engine: AURORA_POSTGRESQL, proxy: {} }),
  { name: 'DatabaseUsers', build: databaseUsers },
  {
    name: 'WafProtectedAlb',
    build: (stack, waivers) => new WafProtectedAlb(stack, 'Subject', {
      network: new TieredNetwork(stack, 'Network'),
      // without TLS there is nothing that a certificate could do
      certificates: waivers?.some(({ safeguard }) => safeguard === Safeguard.ENCRYPTION_IN_TRANSIT)
        ? [] : [elbv2.ListenerCertificate.fromArn(CERTIFICATE)],
      waivers,
    }),
  },
];

/** One user that reads, on a server beside it. */
function databaseUsers(stack: Stack): Construct {
  const network = new TieredNetwork(stack, 'Network');
  return new DatabaseUsers(stack, 'Subject', {
    network,
    server: DatabaseServer.instance(new SecureRdsInstance(stack, 'Orders', { network, engine: POSTGRES })),
    databases: [{ name: 'orders' }],
    users: [{ name: 'reports', rights: [DatabaseRight.reader('orders')] }],
  });
}

/** With an alarm, since some rules ask whether what is published arrives. */
function alertTopic(stack: Stack, waivers?: Waiver[]): Construct {
  const subject = new AlertTopic(stack, 'Subject', { emails: ['team@example.com'], waivers });
  const metric = new cloudwatch.Metric({ namespace: 'App', metricName: 'Errors' });
  new cloudwatch.Alarm(stack, 'Alarm', { metric, threshold: 1, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(subject.topic));
  return subject;
}

/** With a subnet group in the data tier, since some rules ask what lies there. */
function tieredNetwork(stack: Stack, waivers?: Waiver[]): Construct {
  const subject = new TieredNetwork(stack, 'Subject', { waivers });
  new rds.SubnetGroup(stack, 'Subnets', { vpc: subject.vpc, vpcSubnets: { subnets: subject.subnets(Tier.DATA) }, description: 'Databases' });
  return subject;
}

/** @param outdated a version past its support, which is what a waiver of `SUPPORTED_ENGINE` is for */
function rdsSubject(name: string, engine: rds.IInstanceEngine, outdated = engine, engineOptions?: RdsEngineOptions): Subject {
  return {
    name: `SecureRdsInstance (${name})`,
    build: (stack, waivers) => new SecureRdsInstance(stack, 'Subject', {
      network: new TieredNetwork(stack, 'Network'),
      engine: waivers?.some(({ safeguard }) => safeguard === Safeguard.SUPPORTED_ENGINE) ? outdated : engine,
      engineOptions,
      waivers,
    }),
  };
}

const AURORA_OUTDATED = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_13_22 });

function auroraSubject(name: string, { proxy, ...props }: Omit<SecureAuroraClusterProps, 'network' | 'waivers'>): Subject {
  return {
    name: `SecureAuroraCluster (${name})`,
    build: (stack, waivers) => new SecureAuroraCluster(stack, 'Subject', {
      network: new TieredNetwork(stack, 'Network'),
      ...props,
      engine: waivers?.some(({ safeguard }) => safeguard === Safeguard.SUPPORTED_ENGINE) ? AURORA_OUTDATED : props.engine,
      // without IAM authentication no proxy can log in
      proxy: waivers?.some(({ safeguard }) => safeguard === Safeguard.IAM_AUTHENTICATION) ? undefined : proxy,
      waivers,
    }),
  };
}

function existingNetwork(stack: Stack): Construct {
  const { vpc } = new TieredNetwork(stack, 'Existing', { natGateways: 1 });
  return TieredNetwork.fromVpc(stack, 'Subject', { vpc: vpc as ec2.Vpc }) as unknown as Construct;
}

/** One construct of each kind and its app, ready to be judged. */
export interface Built {
  readonly app: App;
  readonly stack: Stack;
  readonly construct: Construct;
  readonly record: HardeningRecord;
}

/** Build a subject in an app of its own. */
export function build(subject: Subject, waivers?: Waiver[], env: Environment | undefined = ENV): Built {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env });
  const construct = subject.build(stack, waivers);
  return { app, stack, construct, record: hardeningOf(construct)! };
}
