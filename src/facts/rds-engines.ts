import { OpenSourceEngineFacts, RdsEngineFacts } from './rds-engine-facts';
import { DB2_ENGINES, ORACLE_ENGINES, SQL_SERVER_ENGINES } from './rds-engines-commercial';
import { MARIADB, MYSQL, POSTGRES } from './rds-engines-open-source';

export { EngineEncryptionFact, EngineFamily, OpenSourceEngineFacts, OptionFact, ParameterFact, RdsEngineFacts, ReplicaFact } from './rds-engine-facts';

/** RDS engines by their CloudFormation name; those whose rows every program may rely on by name. */
type RdsEngines = Readonly<Record<string, RdsEngineFacts>> & Readonly<Record<'mysql' | 'mariadb' | 'postgres', OpenSourceEngineFacts>>;

/** RDS engines by their CloudFormation name. */
export const RDS_ENGINES: RdsEngines = {
  mysql: MYSQL,
  mariadb: MARIADB,
  postgres: POSTGRES,
  ...ORACLE_ENGINES,
  ...SQL_SERVER_ENGINES,
  ...DB2_ENGINES,
};

/**
 * The day up to which ends of support are counted.
 *
 * A fixed day and not the clock: the same program must give the same template tomorrow. It moves with the releases of this library.
 */
export const SUPPORT_AS_OF = '2026-11-22';

/** The last day of standard support of a version, if it has passed; what is older than all that are listed has ended with them at the latest. */
export function endedSupport(supportEnds: Readonly<Record<string, string>>, version: string): string | undefined {
  const ends = Object.entries(supportEnds).find(([major]) => isSameMajor(version, major))?.[1];
  if (ends !== undefined) {
    return ends < SUPPORT_AS_OF ? ends : undefined;
  }
  const [oldest] = inOrder(Object.keys(supportEnds));
  const older = oldest !== undefined && /^\d/.test(version) && !isAtLeastVersion(version, oldest);
  return older && supportEnds[oldest] < SUPPORT_AS_OF ? `${supportEnds[oldest]} at the latest` : undefined;
}

/** The last day of standard support of a version, if it comes within a year. */
export function endingSupport(supportEnds: Readonly<Record<string, string>>, version: string, asOf = SUPPORT_AS_OF): string | undefined {
  const ends = Object.entries(supportEnds).find(([major]) => isSameMajor(version, major))?.[1];
  const [year, rest] = [asOf.slice(0, 4), asOf.slice(4)];
  return ends !== undefined && ends >= asOf && ends < `${Number(year) + 1}${rest}` ? ends : undefined;
}

function inOrder(versions: readonly string[]): string[] {
  return [...versions].sort((left, right) => (isAtLeastVersion(left, right) ? 1 : -1));
}

/** The first major version whose standard support has not ended. */
export function firstSupported(supportEnds: Readonly<Record<string, string>>): string | undefined {
  return inOrder(Object.keys(supportEnds)).find((major) => supportEnds[major] >= SUPPORT_AS_OF);
}

/** Whether a dotted version is the same as, or later than, another: `10.11` is later than `10.6`. */
export function isAtLeastVersion(version: string, least: string): boolean {
  const [left, right] = [version, least].map((text) => text.split('.').map(Number));
  for (let i = 0; i < right.length; i++) {
    if ((left[i] ?? 0) !== right[i]) {
      return (left[i] ?? 0) > right[i];
    }
  }
  return true;
}

/** Whether a version belongs to a major version: `13.00.6480.4.v1` to `13`, `8.0.46` to `8.0`. */
function isSameMajor(version: string, major: string): boolean {
  const parts = version.split('.');
  return major.split('.').every((part, index) => Number(parts[index]) === Number(part));
}
