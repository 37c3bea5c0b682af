import { RedshiftNodes } from './redshift-nodes';
import { checkRedshiftParameters } from './redshift-parameters';
import { RedshiftNaming, RedshiftSnapshotCopy, RedshiftRecovery, SecureRedshiftClusterProps } from './redshift-props';
import { redshiftMeans } from './redshift-recovery';
import { REDSHIFT } from './redshift-services';
import { checkUsageLimits } from './redshift-settings-checks';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { isDeployTime, known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_ADMINISTRATORS } from '../../facts/default-administrators';
import { partitionOf, REGION_NAME } from '../../facts/partitions';
import {
  isRedshiftPort, REDSHIFT_DEFAULT_DATABASES, REDSHIFT_MANUAL_SNAPSHOT_DAYS, REDSHIFT_MULTI_AZ_ZONES, REDSHIFT_RESERVED, REDSHIFT_SNAPSHOT_DAYS,
} from '../../facts/redshift';
import { checkWay } from '../../foundation/functions/called-service';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { checkMaintenanceWindow } from '../maintenance-windows';
import { checkRecovery } from '../recovery/recovery-checks';
import { checkBackupRetention, checkDataTier } from '../relational/relational-checks';

/** What every cluster of RA3 nodes has; there is no flag against deletion. */
export const REDSHIFT_SAFEGUARDS = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.MANAGED_CREDENTIALS, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ALARMS,
  Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING,
];

/** Report everything that is wrong with the props, in the region of the cluster if it is known. */
export function checkRedshiftProps(props: SecureRedshiftClusterProps, hardening: Hardening, region: string, problems: PropProblems): void {
  checkDataTier(props.network, problems);
  checkNodes(props.nodes ?? RedshiftNodes.large(), hardening, problems);
  checkZones(props.network, hardening, problems);
  checkRedshiftNaming(props.naming ?? {}, CLUSTER_IDENTIFIER, problems);
  checkRedshiftPort(props.port, problems);
  checkSnapshots(props, hardening, region, problems);
  checkRecovery(props.recovery?.objectives, redshiftMeans(props.recovery), hardening, problems);
  checkMaintenanceWindow('maintenance.window', props.maintenance?.window, MIN_WINDOW_MINUTES, problems);
  checkPrefix(props.auditLog?._s3?.prefix, problems);
  checkRedshiftParameters(hardening, problems, props.tls, props.parameters);
  checkUsageLimits(props.usageLimits, ['concurrency-scaling', 'spectrum', 'cross-region-datasharing'], problems);
  if (props.usageLimits !== undefined || props.recovery?.schedule !== undefined) {
    checkWay(props.network, REDSHIFT, problems);
  }
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html */
const MIN_WINDOW_MINUTES = 30;

/** What an identifier looks like. */
export interface IdentifierFacts {
  readonly pattern: RegExp;
  readonly allowed: string;
}

const CLUSTER_IDENTIFIER: IdentifierFacts = {
  pattern: /^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
  allowed: '1 to 63 lower-case letters, digits and single hyphens, starting with a letter',
};

function checkNodes({ nodeType, nodes, _facts: { single, maxNodes } }: RedshiftNodes, hardening: Hardening, problems: PropProblems): void {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  problems.mustBeKnown('nodes', nodes, 'NODES_UNKNOWN', 'pass a number');
  problems.wholeNumber('nodes', nodes, {
    code: 'NODES_OUT_OF_RANGE',
    min: single && !available ? 1 : 2,
    max: maxNodes,
    unit: `nodes of type ${nodeType}`,
    instead: available ? 'pass a number in that range; a cluster in two zones needs two nodes in each' : 'pass a number in that range',
  });
}

function checkZones(network: ITieredNetwork, hardening: Hardening, problems: PropProblems): void {
  const zones = new Set(network.subnets(Tier.DATA).map(({ availabilityZone }) => availabilityZone)).size;
  // none at all: the VPC is still being looked up
  problems.when(hardening.keeps(Safeguard.HIGH_AVAILABILITY) && zones > 0 && zones < REDSHIFT_MULTI_AZ_ZONES, 'DATA_TIER_IN_TOO_FEW_ZONES',
    () => `\`network\` has its data tier in ${zones} Availability Zones, but a Multi-AZ cluster needs ${REDSHIFT_MULTI_AZ_ZONES}; add subnets, give the stack a region `
      + '(without one the CDK knows of two zones), or waive Safeguard.HIGH_AVAILABILITY for a cluster that can be relocated');
}

/** Names that Redshift takes, and that nobody guesses. */
export function checkRedshiftNaming(naming: RedshiftNaming, identifier: IdentifierFacts, problems: PropProblems): void {
  const { databaseName, masterUsername } = naming;
  problems.mustBeKnown('naming.identifier', naming.identifier, 'IDENTIFIER_UNKNOWN', 'pass plain text, since log groups are named after it');
  problems.text('naming.identifier', naming.identifier, { code: 'IDENTIFIER_INVALID', ...identifier, instead: 'leave it out for a derived name' });
  problems.text('naming.databaseName', databaseName, {
    code: 'DATABASE_NAME_INVALID',
    pattern: /^[a-z][a-z0-9]{0,63}$/,
    allowed: '1 to 64 lower-case letters and digits, starting with a letter',
    instead: "leave it out for 'warehouse'",
  });
  problems.text('naming.masterUsername', masterUsername, {
    code: 'MASTER_USERNAME_INVALID',
    pattern: /^[a-z][a-z0-9_+.@-]{0,127}$/,
    allowed: '1 to 128 lower-case letters, digits and _ + . @ -, starting with a letter',
    instead: 'leave it out for a derived name',
  });
  for (const [name, value] of Object.entries({ databaseName, masterUsername })) {
    problems.when(REDSHIFT_RESERVED.includes(known(value) ?? ''), 'NAME_RESERVED',
      () => `\`naming.${name}\` is ${quoted(value!)}, a word that Redshift reserves; choose another one`);
  }
  problems.when(REDSHIFT_DEFAULT_DATABASES.includes(known(databaseName) ?? ''), 'DATABASE_NAME_DEFAULT',
    () => `\`naming.databaseName\` is ${quoted(databaseName!)}, the name that everybody expects; leave it out for 'warehouse'`);
  problems.when(DEFAULT_ADMINISTRATORS.includes(known(masterUsername) ?? ''), 'MASTER_USERNAME_GUESSABLE',
    () => `\`naming.masterUsername\` is ${quoted(masterUsername!)}, a name that attackers try first; leave it out for a derived name`);
}

/** The ports that RA3 nodes and workgroups take. */
export function checkRedshiftPort(given: number | undefined, problems: PropProblems): void {
  const port = known(given);
  problems.mustBeKnown('port', given, 'PORT_UNKNOWN', 'pass a number, since security groups and the network ACL name it');
  problems.when(port !== undefined && !isRedshiftPort(port), 'PORT_OUT_OF_RANGE',
    () => `\`port\` is ${port}, a whole number from 5431 to 5455 or from 8191 to 8215 is allowed; leave it out for 5440`);
}

function checkSnapshots({ recovery = {} }: SecureRedshiftClusterProps, hardening: Hardening, region: string, problems: PropProblems): void {
  checkBackupRetention(recovery.retention, hardening, problems, REDSHIFT_SNAPSHOT_DAYS.min, 'recovery.retention');
  problems.days('recovery.manualRetention', recovery.manualRetention, {
    code: 'MANUAL_RETENTION_OUT_OF_RANGE', ...REDSHIFT_MANUAL_SNAPSHOT_DAYS, instead: 'leave it out to keep them until somebody deletes them',
  });
  checkSchedule(recovery, problems);
  checkCopy(recovery.copyTo, region, problems);
  problems.when(recovery.restoredFrom?.trim() === '', 'SNAPSHOT_EMPTY',
    () => '`recovery.restoredFrom` is empty; pass the name of a snapshot, or leave it out');
}

// "more frequently than 1 per hour" and "less frequently than 1 per day" are refused: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html#automated-snapshot-schedules
const RATE = /^rate\(([1-9]|1\d|2[0-4]) hours?\)$/;
const CRON = /^cron\([-\d,*?/A-Za-z# ]{5,}\)$/;

function checkSchedule({ schedule }: RedshiftRecovery, problems: PropProblems): void {
  problems.when(schedule?.length === 0, 'SCHEDULE_EMPTY', () => '`recovery.schedule` is empty; name a time, or leave it out for the schedule of Redshift');
  schedule?.forEach((entry, index) => problems.when(isDeployTime(entry) || !(RATE.test(entry) || CRON.test(entry)), 'SCHEDULE_INVALID',
    () => `\`recovery.schedule[${index}]\` is ${quoted(entry)}, allowed are rate(1 hour) to rate(24 hours) and cron(...) in plain text; write for example 'rate(12 hours)'`));
}

/** A copy lies in another region of the same partition. */
export function checkCopyRegion(name: string, region: string, ownRegion: string, problems: PropProblems): void {
  const own = known(ownRegion);
  const reachable = !isDeployTime(region) && REGION_NAME.test(region) && region !== own
    && (own === undefined || partitionOf(region) === partitionOf(own));
  problems.when(!reachable, 'SNAPSHOT_COPY_REGION_INVALID',
    () => `\`${name}\` is ${quoted(known(region) ?? 'a token')}, allowed are regions of the same partition other than ${own ?? 'the one of the stack'}; `
      + "name one in plain text, such as 'eu-central-1'");
}

function checkCopy(copy: RedshiftSnapshotCopy | undefined, region: string, problems: PropProblems): void {
  if (copy === undefined) {
    return;
  }
  checkCopyRegion('recovery.copyTo.region', copy.region, region, problems);
  problems.text('recovery.copyTo.grantName', copy.grantName, {
    code: 'SNAPSHOT_COPY_GRANT_INVALID', ...GRANT_NAME, instead: 'pass `grantName` of a RedshiftSnapshotCopyGrant in that region',
  });
  problems.days('recovery.copyTo.retention', copy.retention, {
    code: 'SNAPSHOT_COPY_RETENTION_OUT_OF_RANGE', ...REDSHIFT_SNAPSHOT_DAYS, instead: 'pass a duration in that range',
  });
}

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateSnapshotCopyGrant.html */
export const GRANT_NAME: IdentifierFacts = {
  pattern: /^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
  allowed: '1 to 63 lower-case letters, digits and single hyphens, starting with a letter',
};

/** https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html#db-auditing-bucket-structure */
const MAX_PREFIX = 512;

function checkPrefix(prefix: string | undefined, problems: PropProblems): void {
  problems.text('auditLog', prefix, {
    code: 'AUDIT_LOG_PREFIX_INVALID',
    pattern: new RegExp(`^[!#-&(-\\[\\]-~]{1,${MAX_PREFIX}}$`),
    allowed: `1 to ${MAX_PREFIX} characters of ASCII without blanks, quotes and backslashes`,
    instead: "pass another prefix, or leave it out for 'redshift'",
  });
}
