import { Duration, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
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
export function checkBackupRetention(retention: Duration | undefined, hardening: Hardening, problems: PropProblems, least = 0, name = 'recovery.retention'): void {
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

/** What a store is created from. */
export interface SnapshotOrigin {
  readonly prop: string;
  readonly snapshot: string | undefined;

  /** How ARNs name what it can be created from. */
  readonly kinds: readonly string[];
}

/** A store that is created from a snapshot takes its names from there. */
export function checkSnapshot(scope: IConstruct, origin: SnapshotOrigin, naming: RdsNaming | undefined, problems: PropProblems): void {
  const { prop, snapshot, kinds } = origin;
  if (snapshot === undefined) {
    return;
  }
  problems.when(snapshot.trim() === '', 'SNAPSHOT_EMPTY', () => `\`${prop}\` is empty; pass the name or the ARN of a snapshot, or leave it out`);
  if (known(snapshot) !== undefined && snapshot.trim() !== '') {
    checkSnapshotName(scope, prop, snapshot, kinds, problems);
  }
  for (const name of ['databaseName', 'masterUsername'] as const) {
    problems.when(naming?.[name] !== undefined, 'SNAPSHOT_DECIDES_NAME',
      () => `\`naming.${name}\` is ${quoted(String(naming![name]))}, but it comes from \`${prop}\`; remove it`);
  }
}

/** `arn:aws:rds:eu-west-1:111111111111:snapshot:orders`, or a name, which those that RDS or AWS Backup chose begin with a colon in. */
function checkSnapshotName(scope: IConstruct, prop: string, snapshot: string, kinds: readonly string[], problems: PropProblems): void {
  const [, there, kind] = /^arn:[\w-]+:rds:([\w-]+):\d{12}:([\w-]+):\S+$/.exec(snapshot) ?? [];
  const here = known(Stack.of(scope).region);
  const named = !snapshot.startsWith('arn:') && /^[A-Za-z][\w:-]{0,254}$/.test(snapshot);
  problems.when(!named && !kinds.includes(kind), 'SNAPSHOT_INVALID',
    () => `\`${prop}\` is ${quoted(snapshot)}, allowed are a name and an ARN whose resource is ${kinds.join(' or ')}; pass one of them`);
  problems.when(there !== undefined && here !== undefined && there !== here, 'SNAPSHOT_ELSEWHERE',
    () => `\`${prop}\` lies in ${there}, but RDS restores in ${here} what lies there; copy the snapshot to ${here} first, and pass the copy`);
}

/** Refuse a second call of a method that creates a child. */
export function mustBeFirst(scope: Construct, child: string, method: string): void {
  const problems = new PropProblems('Call on', scope, `${method}()`);
  problems.when(scope.node.tryFindChild(child) !== undefined, 'CALLED_TWICE', () => `\`${method}\` was called before on this store, once is enough; remove this call`);
  problems.throwIfAny();
}
