import * as rds from 'aws-cdk-lib/aws-rds';
import { checkWindows } from './maintenance-windows';
import { checkParameters } from './rds-parameters';
import { MAX_STORAGE_GIB, RdsNaming, RdsStorage, SecureRdsInstanceProps, storageSizes } from './rds-props';
import { PropProblems, quoted } from '../../core/check-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { isAtLeastVersion, RDS_ENGINES, RdsEngineFacts } from '../../facts/rds-engines';
import { Tier } from '../../foundation/network/network';

/** Report everything that is wrong with the props, and find the facts about the engine. */
export function checkRdsProps(props: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems): RdsEngineFacts | undefined {
  const facts = checkEngine(props.engine, hardening, problems);
  checkNetwork(props, problems);
  checkBackups(props, hardening, problems);
  checkStorage(props.storage ?? {}, hardening, problems);
  checkWindows(props.windows ?? {}, problems);
  problems.wholeNumber('port', props.port, { code: 'PORT_OUT_OF_RANGE', min: 1150, max: 65_535, instead: 'leave it out for the default port of the engine' });
  if (facts) {
    checkNaming(props.naming ?? {}, facts, problems);
    checkInsights(props, facts, hardening, problems);
    checkParameters(facts, hardening, props.parameters ?? {}, problems);
  }
  return facts;
}

function checkEngine(engine: rds.IInstanceEngine, hardening: Hardening, problems: PropProblems): RdsEngineFacts | undefined {
  const facts = RDS_ENGINES[engine.engineType];
  const version = engine.engineVersion?.majorVersion;
  if (!facts) {
    problems.add('ENGINE_UNSUPPORTED', `\`engine\` is ${engine.engineType}, allowed are ${Object.keys(RDS_ENGINES).join(', ')}; pass one of them`);
    return undefined;
  }
  if (version === undefined) {
    problems.add('ENGINE_WITHOUT_VERSION', `\`engine\` is ${facts.engine} without a version, but the safeguards depend on it; `
      + `pass rds.DatabaseInstanceEngine.${facts.engine === 'mariadb' ? 'mariaDb' : facts.engine}({ version })`);
    return undefined;
  }
  const needs: [Safeguard, string][] = [
    [Safeguard.ENCRYPTION_IN_TRANSIT, facts.tlsSince],
    [Safeguard.IAM_AUTHENTICATION, facts.iamAuthenticationSince],
  ];
  for (const [safeguard, since] of needs) {
    problems.when(hardening.keeps(safeguard) && !isAtLeastVersion(version, since), 'ENGINE_TOO_OLD',
      () => `\`engine\` is ${facts.engine} ${version}, but ${safeguard} needs ${facts.engine} ${since} or later; upgrade the engine`);
  }
  return facts;
}

function checkNetwork(props: SecureRdsInstanceProps, problems: PropProblems): void {
  const publicIds = new Set(props.network.vpc.publicSubnets.map((subnet) => subnet.node.path));
  const open = props.network.subnets(Tier.DATA).filter((subnet) => publicIds.has(subnet.node.path));
  problems.when(open.length > 0, 'PUBLIC_SUBNETS',
    () => `\`network\` puts the data tier into public subnets (${open.map((subnet) => subnet.node.path).join(', ')}), `
      + 'only subnets without a route to the internet are allowed; choose isolated subnets');
}

function checkBackups(props: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems): void {
  const kept = hardening.keeps(Safeguard.BACKUPS);
  problems.days('backupRetention', props.backupRetention, {
    code: 'BACKUP_RETENTION_OUT_OF_RANGE',
    min: kept ? CLASSIFICATIONS[hardening.classification].minBackupDays : 0,
    max: 35,
    instead: kept ? 'pass a duration in that range, or waive Safeguard.BACKUPS' : 'pass a duration in that range',
  });
}

function checkStorage(storage: RdsStorage, hardening: Hardening, problems: PropProblems): void {
  const provisioned = [rds.StorageType.IO1, rds.StorageType.IO2].some((type) => type === storage.storageType);
  const { allocated, max } = storageSizes(storage);
  problems.when(storage.storageType === rds.StorageType.STANDARD, 'STORAGE_TYPE_MAGNETIC',
    () => '`storage.storageType` is standard (magnetic), allowed are gp2, gp3, io1 and io2; leave it out for gp3');
  problems.wholeNumber('storage.allocatedGib', allocated, {
    code: 'STORAGE_OUT_OF_RANGE', min: provisioned ? 100 : 20, max: MAX_STORAGE_GIB, unit: 'GiB', instead: 'pass a size in that range',
  });
  const least = Math.ceil(((known(allocated) ?? 0) * 11) / 10);
  problems.when(hardening.keeps(Safeguard.STORAGE_AUTOSCALING) && (known(max) ?? Infinity) < least, 'MAX_STORAGE_TOO_SMALL',
    () => `\`storage.maxAllocatedGib\` is ${max} GiB, at least ${least} GiB (10 percent more than \`allocatedGib\`) are needed; raise it, or waive Safeguard.STORAGE_AUTOSCALING`);
  problems.wholeNumber('storage.maxAllocatedGib', storage.maxAllocatedGib, {
    code: 'MAX_STORAGE_OUT_OF_RANGE', min: 20, max: MAX_STORAGE_GIB, unit: 'GiB', instead: 'pass a size in that range',
  });
  checkSpeed(storage, allocated, problems);
}

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (Iops, StorageThroughput)
function checkSpeed({ storageType, iops, throughput }: RdsStorage, allocated: number, problems: PropProblems): void {
  const gib = known(allocated);
  problems.wholeNumber('storage.iops', gib === undefined ? undefined : iops, {
    code: 'IOPS_OUT_OF_RANGE', min: Math.ceil((gib ?? 0) / 2), max: (gib ?? 0) * 50, instead: 'pass 0.5 to 50 operations for each GiB, or leave it out',
  });
  problems.when(throughput !== undefined && (storageType ?? rds.StorageType.GP3) !== rds.StorageType.GP3, 'THROUGHPUT_WITHOUT_GP3',
    () => `\`storage.throughput\` is ${throughput} MiB per second with ${storageType}, only gp3 takes it; remove it or choose gp3`);
  const [mib, operations] = [known(throughput), known(iops)];
  problems.when(mib !== undefined && operations !== undefined && mib > operations / 4, 'THROUGHPUT_TOO_HIGH',
    () => `\`storage.throughput\` is ${mib} MiB per second, at most a quarter of \`iops\` (${operations! / 4}) is allowed; lower it or raise \`iops\``);
}

/** Names that attackers try first, and Security Hub RDS.25 refuses: https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25 */
const GUESSABLE = ['admin', 'administrator', 'awsuser', 'dba', 'mariadb', 'master', 'mysql', 'postgres', 'postgresql', 'rdsadmin', 'root', 'sa', 'user'];

function checkNaming(naming: RdsNaming, facts: RdsEngineFacts, problems: PropProblems): void {
  problems.mustBeKnown('naming.identifier', naming.identifier, 'IDENTIFIER_UNKNOWN', 'pass plain text, since log groups are named after it');
  problems.text('naming.identifier', naming.identifier, {
    code: 'IDENTIFIER_INVALID',
    pattern: /^(?=.{1,63}$)[a-z](-?[a-z0-9])*$/,
    allowed: '1 to 63 lower-case letters, digits and single hyphens, starting with a letter',
    instead: 'leave it out for a derived name',
  });
  problems.text('naming.databaseName', naming.databaseName, {
    code: 'DATABASE_NAME_INVALID',
    pattern: new RegExp(`^[A-Za-z]\\w{0,${facts.maxDatabaseName - 1}}$`),
    allowed: `1 to ${facts.maxDatabaseName} letters, digits and underscores, starting with a letter`,
    instead: 'leave it out to create no database',
  });
  problems.text('naming.masterUsername', naming.masterUsername, {
    code: 'MASTER_USERNAME_INVALID',
    pattern: new RegExp(`^[A-Za-z]\\w{0,${facts.maxMasterUsername - 1}}$`),
    allowed: `1 to ${facts.maxMasterUsername} letters, digits and underscores, starting with a letter`,
    instead: 'leave it out for a derived name',
  });
  const master = known(naming.masterUsername)?.toLowerCase() ?? '';
  problems.when(GUESSABLE.includes(master), 'MASTER_USERNAME_GUESSABLE',
    () => `\`naming.masterUsername\` is ${quoted(naming.masterUsername!)}, a name that attackers try first; leave it out for a derived name`);
}

function checkInsights(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const instanceClass = known(props.instanceType?.toString());
  problems.when(hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS) && facts.withoutInsights.includes(instanceClass ?? ''), 'INSTANCE_CLASS_WITHOUT_INSIGHTS',
    () => `\`instanceType\` is ${instanceClass}, which ${facts.engine} cannot observe with Database Insights; choose a larger class, or waive Safeguard.PERFORMANCE_INSIGHTS`);
}
