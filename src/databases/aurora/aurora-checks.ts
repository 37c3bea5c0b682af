import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct, IConstruct } from 'constructs';
import { AuroraCapacity } from './aurora-capacity';
import { SecureAuroraClusterProps } from './aurora-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { ACUS, MAX_BACKTRACK_HOURS, MAX_READERS, REGIONS_WITHOUT_BACKTRACK } from '../../facts/aurora-limits';
import { PROXY_PORTS } from '../../facts/proxy-ports';
import { endedSupport, firstSupported, isAtLeastVersion } from '../../facts/rds-engines';
import { AURORA_ENGINES, AuroraEngineFacts } from '../../facts/rds-engines-aurora';
import { AURORA_RECOVERY } from '../../facts/recovery';
import { checkHome } from '../../foundation/home-region';
import { ITieredNetwork, Tier } from '../../foundation/network/network';
import { checkWindows } from '../maintenance-windows';
import { checkProxy } from '../proxy/rds-proxy-checks';
import { checkMasterAuthentication, checkMasterLogin, isVersion } from '../rds/rds-engine-checks';
import { checkParameters } from '../rds/rds-parameters';
import { checkRecovery } from '../recovery/recovery-checks';
import { checkClass } from '../relational/class-checks';
import { checkBackupRetention, checkDataTier, checkNaming, checkSnapshot } from '../relational/relational-checks';
import { checkPorts } from '../relational/surroundings-checks';

/** Aurora deletes the backups of no living cluster: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html */
const LEAST_BACKUP_DAYS = 1;

/** Room for the number of the member, `-16`. */
const MAX_IDENTIFIER = 60;

/** The first versions that know every safeguard and are still served. */
const SINCE: Readonly<Record<string, string>> = { 'aurora-mysql': '8.0', 'aurora-postgresql': '13' };

/** What every Aurora engine has; the storage grows by itself, whatever one does. */
const SAFEGUARDS = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT,
  Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.IAM_AUTHENTICATION, Safeguard.MANAGED_CREDENTIALS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS,
  Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, Safeguard.LOG_EXPORTS, Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS,
  Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING,
];

/** The safeguards that a cluster provides; nobody can promise support whose end is not known. */
export function auroraSafeguards({ engineType }: rds.IClusterEngine): Safeguard[] {
  const { supportEnds = {} } = factsOf(engineType) ?? {};
  return Object.keys(supportEnds).length === 0 ? SAFEGUARDS : [...SAFEGUARDS, Safeguard.SUPPORTED_ENGINE];
}

function factsOf(engineType: string): AuroraEngineFacts | undefined {
  return (AURORA_ENGINES as Readonly<Record<string, AuroraEngineFacts>>)[engineType];
}

/** How messages name what differs between kinds of clusters. */
export interface ClusterWording {
  readonly identifierProp: string;
  readonly defaultPort: string;
}

const WORDING: ClusterWording = { identifierProp: 'naming.identifier', defaultPort: 'the default port of the engine' };

/** Report everything that is wrong with the props, and find the facts about the engine. */
export function checkAuroraProps(
  scope: Construct, props: SecureAuroraClusterProps, hardening: Hardening, problems: PropProblems, { identifierProp, defaultPort } = WORDING,
): AuroraEngineFacts | undefined {
  const facts = checkEngine(props.engine, hardening, problems);
  checkDataTier(props.network, problems);
  checkHome(scope, props, problems);
  checkCapacity(props.capacity ?? AuroraCapacity.provisioned(), props.network, hardening, problems);
  checkBackupRetention(props.recovery?.retention, hardening, problems, LEAST_BACKUP_DAYS);
  checkRecovery(props.recovery?.objectives, AURORA_RECOVERY, hardening, problems);
  checkBacktrack(scope, props, problems);
  checkWindows(props.windows ?? {}, problems);
  problems.wholeNumber('port', props.port, { code: 'PORT_OUT_OF_RANGE', min: 1150, max: 65_535, instead: `leave it out for ${defaultPort}` });
  // Aurora also takes snapshots of RDS for MySQL and PostgreSQL
  checkSnapshot(scope, { prop: 'recovery.snapshot', snapshot: props.recovery?.snapshot, kinds: ['cluster-snapshot', 'snapshot'] }, props.naming, problems);
  checkMasterAuthentication(props.engineOptions?.masterAuthentication, problems);
  checkMasterLogin(props.engineOptions ?? {}, hardening, problems);
  checkProxy(scope, props.engineOptions?.proxy, hardening, problems);
  if (facts) {
    checkClass('capacity.instanceType', props.capacity?._size.instanceType, facts, problems);
    const proxyPort = props.engineOptions?.proxy && PROXY_PORTS[facts.engine];
    checkPorts(scope, props.network, { port: props.port ?? facts.defaultPort, proxyPort }, problems);
    checkNaming(props.naming ?? {}, { ...facts, maxIdentifier: MAX_IDENTIFIER, identifierProp }, problems);
    checkParameters(facts, hardening, props.parameters ?? {}, problems);
  }
  return facts;
}

function checkEngine({ engineType, engineVersion }: rds.IClusterEngine, hardening: Hardening, problems: PropProblems): AuroraEngineFacts | undefined {
  const facts = factsOf(engineType);
  if (!facts) {
    problems.add('ENGINE_UNSUPPORTED', `\`engine\` is ${engineType}, allowed are ${Object.keys(AURORA_ENGINES).join(', ')}; pass one of them`);
    return undefined;
  }
  if (engineVersion?.fullVersion === undefined) {
    problems.add('ENGINE_WITHOUT_VERSION', `\`engine\` is ${engineType} without a version, but the safeguards depend on it; `
      + `pass rds.DatabaseClusterEngine.${engineType === 'aurora-mysql' ? 'auroraMysql' : 'auroraPostgres'}({ version })`);
    return undefined;
  }
  const { majorVersion = engineVersion.fullVersion } = engineVersion;
  if (!isVersion(majorVersion, problems)) {
    return undefined;
  }
  problems.when(!isAtLeastVersion(majorVersion, SINCE[engineType]), 'ENGINE_TOO_OLD',
    () => `\`engine\` is ${engineType} ${majorVersion}, but the safeguards need ${engineType} ${SINCE[engineType]} or later; upgrade the engine`);
  const ended = hardening.keeps(Safeguard.SUPPORTED_ENGINE) ? endedSupport(facts.supportEnds, engineVersion.fullVersion) : undefined;
  problems.when(ended !== undefined, 'ENGINE_OUT_OF_SUPPORT',
    () => `\`engine\` is ${engineType} ${engineVersion.fullVersion}, whose standard support ended on ${ended}; `
      + `take ${engineType} ${firstSupported(facts.supportEnds)} or later, or waive Safeguard.SUPPORTED_ENGINE`);
  return facts;
}

function checkCapacity(
  { _members: { readers }, _size: size }: AuroraCapacity, network: ITieredNetwork, hardening: Hardening, problems: PropProblems,
): void {
  const available = hardening.keeps(Safeguard.HIGH_AVAILABILITY);
  problems.mustBeKnown('capacity.readers', readers, 'READERS_UNKNOWN', 'pass a number');
  problems.wholeNumber('capacity.readers', readers, {
    code: 'READERS_OUT_OF_RANGE',
    min: available ? 1 : 0,
    max: MAX_READERS,
    instead: available ? 'pass a number in that range, or waive Safeguard.HIGH_AVAILABILITY' : 'pass a number in that range',
  });
  const zones = new Set(network.subnets(Tier.DATA).map(({ availabilityZone }) => availabilityZone));
  // none at all: the VPC is still being looked up
  problems.when(available && zones.size === 1, 'DATA_TIER_IN_ONE_ZONE',
    () => '`network` has its data tier in one Availability Zone, but the reader needs another one; add subnets, or waive Safeguard.HIGH_AVAILABILITY');
  checkAcus('minAcus', size.minAcus, ACUS.min, problems);
  checkAcus('maxAcus', size.maxAcus, ACUS.leastMax, problems);
  const [min, max] = [known(size.minAcus), known(size.maxAcus)];
  problems.when(min !== undefined && max !== undefined && min > max, 'ACUS_CONTRADICTORY',
    () => `\`capacity.minAcus\` is ${min}, more than \`capacity.maxAcus\` (${max}); lower it or raise \`maxAcus\``);
}

function checkAcus(name: string, value: number | undefined, min: number, problems: PropProblems): void {
  // the L2 compares a token as if it were a number
  problems.mustBeKnown(`capacity.${name}`, value, 'ACUS_UNKNOWN', 'pass a number');
  const acus = known(value);
  problems.when(acus !== undefined && !(acus >= min && acus <= ACUS.max && Number.isInteger(acus / ACUS.step)), 'ACUS_OUT_OF_RANGE',
    () => `\`capacity.${name}\` is ${acus}, a number from ${min} to ${ACUS.max} in steps of ${ACUS.step} is allowed; pass a number in that range`);
}

function checkBacktrack(scope: IConstruct, { engine, recovery: { backtrackWindow } = {} }: SecureAuroraClusterProps, problems: PropProblems): void {
  const hours = known(backtrackWindow)?.toHours({ integral: false });
  const region = known(Stack.of(scope).region);
  problems.mustBeKnown('recovery.backtrackWindow', backtrackWindow, 'BACKTRACK_UNKNOWN', 'pass a Duration of whole hours');
  problems.wholeNumber('recovery.backtrackWindow', hours, {
    code: 'BACKTRACK_OUT_OF_RANGE', min: 0, max: MAX_BACKTRACK_HOURS, unit: 'hours', instead: 'leave it out for 24 hours',
  });
  problems.when((hours ?? 0) > 0 && engine.engineType !== 'aurora-mysql', 'BACKTRACK_UNSUPPORTED',
    () => `\`recovery.backtrackWindow\` is ${hours} hours, but only Aurora MySQL can be rewound; remove it`);
  problems.when((hours ?? 0) > 0 && REGIONS_WITHOUT_BACKTRACK.includes(region ?? ''), 'BACKTRACK_NOT_IN_REGION',
    () => `\`recovery.backtrackWindow\` is ${hours} hours, but ${region} does not have it; remove it`);
}
