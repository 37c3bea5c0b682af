import { Duration } from 'aws-cdk-lib';
import { PropProblems, quoted } from '../../core/check-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { RdsNaming } from '../rds/rds-props';

/** Longest names that an engine takes. */
export interface NameLimits {
  readonly maxMasterUsername: number;
  readonly maxDatabaseName: number;

  /** 63, less where identifiers of members are derived from it. */
  readonly maxIdentifier?: number;

  /** The prop that names the store; `naming.identifier` when left out. */
  readonly identifierProp?: string;
}

/** The data tier has no public subnets, whatever the network says. */
export function checkDataTier(network: ITieredNetwork, problems: PropProblems): void {
  const publicIds = new Set(network.vpc.publicSubnets.map((subnet) => subnet.node.path));
  const open = network.subnets(Tier.DATA).filter((subnet) => publicIds.has(subnet.node.path));
  problems.when(open.length > 0, 'PUBLIC_SUBNETS',
    () => `\`network\` puts the data tier into public subnets (${open.map((subnet) => subnet.node.path).join(', ')}), `
      + 'only subnets without a route to the internet are allowed; choose isolated subnets');
}

/** Automated backups are kept as long as the classification demands; `least` days also when they are waived. */
export function checkBackupRetention(retention: Duration | undefined, hardening: Hardening, problems: PropProblems, least = 0, name = 'backupRetention'): void {
  const kept = hardening.keeps(Safeguard.BACKUPS);
  problems.days(name, retention, {
    code: 'BACKUP_RETENTION_OUT_OF_RANGE',
    min: kept ? CLASSIFICATIONS[hardening.classification].minBackupDays : least,
    max: 35,
    instead: kept ? 'pass a duration in that range, or waive Safeguard.BACKUPS' : 'pass a duration in that range',
  });
}

/** Names that attackers try first, and Security Hub RDS.25 refuses: https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25 */
const GUESSABLE = ['admin', 'administrator', 'awsuser', 'dba', 'mariadb', 'master', 'mysql', 'postgres', 'postgresql', 'rdsadmin', 'root', 'sa', 'user'];

/** Names that the service and its log groups take. */
export function checkNaming(naming: RdsNaming, limits: NameLimits, problems: PropProblems): void {
  const { maxIdentifier = 63, identifierProp = 'naming.identifier' } = limits;
  problems.mustBeKnown(identifierProp, naming.identifier, 'IDENTIFIER_UNKNOWN', 'pass plain text, since log groups are named after it');
  problems.text(identifierProp, naming.identifier, {
    code: 'IDENTIFIER_INVALID',
    pattern: new RegExp(`^(?=.{1,${maxIdentifier}}$)[a-z](-?[a-z0-9])*$`),
    allowed: `1 to ${maxIdentifier} lower-case letters, digits and single hyphens, starting with a letter`,
    instead: 'leave it out for a derived name',
  });
  problems.text('naming.databaseName', naming.databaseName, {
    code: 'DATABASE_NAME_INVALID',
    pattern: new RegExp(`^[A-Za-z]\\w{0,${limits.maxDatabaseName - 1}}$`),
    allowed: `1 to ${limits.maxDatabaseName} letters, digits and underscores, starting with a letter`,
    instead: 'leave it out to create no database',
  });
  problems.text('naming.masterUsername', naming.masterUsername, {
    code: 'MASTER_USERNAME_INVALID',
    pattern: new RegExp(`^[A-Za-z]\\w{0,${limits.maxMasterUsername - 1}}$`),
    allowed: `1 to ${limits.maxMasterUsername} letters, digits and underscores, starting with a letter`,
    instead: 'leave it out for a derived name',
  });
  const master = known(naming.masterUsername)?.toLowerCase() ?? '';
  problems.when(GUESSABLE.includes(master), 'MASTER_USERNAME_GUESSABLE',
    () => `\`naming.masterUsername\` is ${quoted(naming.masterUsername!)}, a name that attackers try first; leave it out for a derived name`);
}

/** A store that is created from a snapshot takes its names from there. */
export function checkSnapshot(prop: string, snapshot: string | undefined, naming: RdsNaming | undefined, problems: PropProblems): void {
  if (snapshot === undefined) {
    return;
  }
  problems.when(snapshot.trim() === '', 'SNAPSHOT_EMPTY', () => `\`${prop}\` is empty; pass the name or the ARN of a snapshot, or leave it out`);
  for (const name of ['databaseName', 'masterUsername'] as const) {
    problems.when(naming?.[name] !== undefined, 'SNAPSHOT_DECIDES_NAME',
      () => `\`naming.${name}\` is ${quoted(String(naming![name]))}, but it comes from \`${prop}\`; remove it`);
  }
}
