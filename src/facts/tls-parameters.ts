import { ParameterFact, RDS_ENGINES, RdsEngineFacts } from './rds-engines';
import { AURORA_ENGINES, AuroraEngineFacts } from './rds-engines-aurora';

/** How an engine is told to insist on TLS. */
export interface TlsParameters {
  /** Refuses connections without TLS. */
  readonly required: ParameterFact;

  /** The first version that requires TLS by default; absent when none does. */
  readonly requiredSince?: string;

  /** Refuses TLS below 1.2; absent where the engine knows no such parameter. */
  readonly minimum?: ParameterFact;

  /** The first version that offers nothing below TLS 1.2 by default. */
  readonly minimumSince?: string;
}

/** The first version that offers nothing below TLS 1.2 by default. */
const MINIMUM_SINCE: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.SSLSupport.html
  'mysql': '8.0',
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.SSLSupport.html
  'mariadb': '10.11',
  // https://www.postgresql.org/docs/13/release-13.html: the default of ssl_min_protocol_version became TLSv1.2
  'postgres': '13',
  'aurora-postgresql': '13',
};

function rowOf(facts: RdsEngineFacts | AuroraEngineFacts): [string, TlsParameters][] {
  const { engine, tls, tlsByDefaultSince, minimumTls } = facts;
  return tls ? [[engine, { required: tls, requiredSince: tlsByDefaultSince, minimum: minimumTls, minimumSince: MINIMUM_SINCE[engine] }]] : [];
}

/** The TLS parameters of every engine that has them, by `Engine` of an instance or a cluster. */
export const TLS_PARAMETERS: Readonly<Record<string, TlsParameters>> = Object.fromEntries(
  [...Object.values(AURORA_ENGINES), ...Object.values(RDS_ENGINES)].flatMap(rowOf),
);
