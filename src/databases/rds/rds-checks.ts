import { Construct } from 'constructs';
import { decidedParameters, portsOf } from './db2-parameters';
import { checkWindows } from '../maintenance-windows';
import { checkEngine, checkEngineOptions } from './rds-engine-checks';
import { checkParameters } from './rds-parameters';
import { SecureRdsInstanceProps } from './rds-props';
import { checkStorage } from './rds-storage-checks';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { PROXY_PORTS } from '../../facts/proxy-ports';
import { RdsEngineFacts } from '../../facts/rds-engines';
import { RDS_INSTANCE_RECOVERY } from '../../facts/recovery';
import { checkHome, checkRegion } from '../../foundation/home-region';
import { checkOwnBackupPlan } from '../backup/own-backup-plan';
import { checkProxy } from '../proxy/rds-proxy-checks';
import { checkRecovery } from '../recovery/recovery-checks';
import { checkClass } from '../relational/class-checks';
import { checkBackupRetention, checkDataTier, checkNaming, checkSnapshot } from '../relational/relational-checks';
import { checkPorts } from '../relational/surroundings-checks';

/** Report everything that is wrong with the props, and find the facts about the engine. */
export function checkRdsProps(
  scope: Construct, props: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems,
): RdsEngineFacts | undefined {
  const facts = checkEngine(props.engine, hardening, problems);
  checkDataTier(props.network, problems);
  checkHome(scope, props, problems);
  checkBackupRetention(props.recovery?.retention, hardening, problems);
  checkRecovery(props.recovery?.objectives, RDS_INSTANCE_RECOVERY, hardening, problems);
  checkOwnBackupPlan(hardening, problems);
  checkStorage(props.storage ?? {}, facts, hardening, problems);
  checkWindows(props.windows ?? {}, problems);
  problems.wholeNumber('port', props.port, { code: 'PORT_OUT_OF_RANGE', min: 1150, max: 65_535, instead: 'leave it out for the default port of the engine' });
  if (facts) {
    checkForEngine(scope, props, facts, hardening, problems);
    checkSnapshotKey(scope, props, problems);
  }
  return facts;
}

function checkForEngine(scope: Construct, props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const { databaseName } = props.naming ?? {};
  const named = facts.maxDatabaseName > 0;
  problems.when(!named && databaseName !== undefined, 'DATABASE_NAME_UNSUPPORTED',
    () => `\`naming.databaseName\` is ${quoted(databaseName!)}, but ${facts.engine} creates no database; remove it and create one in SQL`);
  checkNaming(named ? props.naming ?? {} : { ...props.naming, databaseName: undefined }, facts, problems);
  checkPort(scope, props, facts, hardening, problems);
  checkClass('instanceType', props.instanceType, facts, problems);
  checkInsights(props, facts, hardening, problems);
  checkProxyOf(scope, props, facts, hardening, problems);
  checkRegion(scope, 'engineOptions.auditBucket', props.engineOptions?.auditBucket, 'pass a bucket of the region of the stack', problems);
  checkEngineOptions(props.engineOptions ?? {}, facts, props.engine.engineVersion!.majorVersion!, problems, hardening);
  checkParameters(facts, hardening, props.parameters ?? {}, problems, decidedParameters(props, facts, hardening));
}

/** Ports that an engine cannot listen on, and what the network has against the others. */
export function checkPort(
  scope: Construct, props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems,
): void {
  const { network, port, engineOptions } = props;
  problems.when(facts.tlsPort !== undefined && hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) && known(port) === facts.defaultPort, 'PORT_IS_PLAIN',
    () => `\`port\` is ${port}, on which ${facts.engine} listens without TLS; pass another one, or leave it out for ${facts.tlsPort}`);
  const taken = facts.takenPorts ?? [];
  problems.when(taken.includes(known(port) ?? 0), 'PORT_TAKEN',
    () => `\`port\` is ${port}, which ${facts.engine} or RDS uses for itself, as ${taken.join(', ')}; pass another one, or leave it out for ${facts.defaultPort}`);
  const proxyPort = engineOptions?.proxy === undefined ? undefined : PROXY_PORTS[facts.engine];
  checkPorts(scope, network, { port: portsOf(props, facts, hardening).clients, proxyPort }, problems);
}

function checkProxyOf(
  scope: Construct, { engineOptions }: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems,
): void {
  const served = facts.engine in PROXY_PORTS;
  problems.when(engineOptions?.proxy !== undefined && !served, 'PROXY_UNSUPPORTED',
    () => `\`engineOptions.proxy\` is set, but a proxy logs in to ${facts.engine} with passwords only, or not at all; remove it`);
  checkProxy(scope, served ? engineOptions?.proxy : undefined, hardening, problems);
}

function checkSnapshotKey(scope: Construct, { storage, naming, encryptionKey }: SecureRdsInstanceProps, problems: PropProblems): void {
  checkSnapshot(scope, { prop: 'storage.snapshot', snapshot: storage?.snapshot, kinds: ['snapshot'] }, naming, problems);
  problems.when(storage?.snapshot !== undefined && encryptionKey === undefined, 'SNAPSHOT_KEY_MISSING',
    () => '`storage.snapshot` is set without `encryptionKey`, but the volume keeps the key of the snapshot; copy the snapshot with your key and pass that key');
}

function checkInsights(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const instanceClass = known(props.instanceType?.toString());
  problems.when(hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS) && facts.withoutInsights.includes(instanceClass ?? ''), 'INSTANCE_CLASS_WITHOUT_INSIGHTS',
    () => `\`instanceType\` is ${instanceClass}, which ${facts.engine} cannot observe with Database Insights; choose a larger class, or waive Safeguard.PERFORMANCE_INSIGHTS`);
}
