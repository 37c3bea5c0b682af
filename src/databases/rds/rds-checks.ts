import * as rds from 'aws-cdk-lib/aws-rds';
import { decidedParameters } from './db2-parameters';
import { checkWindows } from '../maintenance-windows';
import { checkEngine, checkEngineOptions } from './rds-engine-checks';
import { checkParameters } from './rds-parameters';
import { MAX_STORAGE_GIB, RdsStorage, SecureRdsInstanceProps, storageSizes } from './rds-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { PROXY_PORTS } from '../../facts/proxy-ports';
import { RdsEngineFacts } from '../../facts/rds-engines';
import { checkOwnBackupPlan } from '../backup/own-backup-plan';
import { checkProxy } from '../proxy/rds-proxy-checks';
import { checkBackupRetention, checkDataTier, checkNaming, checkSnapshot } from '../relational/relational-checks';

/** Report everything that is wrong with the props, and find the facts about the engine. */
export function checkRdsProps(props: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems): RdsEngineFacts | undefined {
  const facts = checkEngine(props.engine, hardening, problems);
  checkDataTier(props.network, problems);
  checkBackupRetention(props.backupRetention, hardening, problems);
  checkOwnBackupPlan(hardening, problems);
  checkStorage(props.storage ?? {}, facts?.maxStorageGib ?? MAX_STORAGE_GIB, hardening, problems);
  checkWindows(props.windows ?? {}, problems);
  problems.wholeNumber('port', props.port, { code: 'PORT_OUT_OF_RANGE', min: 1150, max: 65_535, instead: 'leave it out for the default port of the engine' });
  if (facts) {
    checkForEngine(props, facts, hardening, problems);
    checkSnapshotKey(props, problems);
  }
  return facts;
}

function checkForEngine(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const { databaseName } = props.naming ?? {};
  const named = facts.maxDatabaseName > 0;
  problems.when(!named && databaseName !== undefined, 'DATABASE_NAME_UNSUPPORTED',
    () => `\`naming.databaseName\` is ${quoted(databaseName!)}, but ${facts.engine} creates no database; remove it and create one in SQL`);
  checkNaming(named ? props.naming ?? {} : { ...props.naming, databaseName: undefined }, facts, problems);
  problems.when(facts.tlsPort !== undefined && hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) && known(props.port) === facts.defaultPort, 'PORT_IS_PLAIN',
    () => `\`port\` is ${props.port}, on which ${facts.engine} listens without TLS; pass another one, or leave it out for ${facts.tlsPort}`);
  checkInsights(props, facts, hardening, problems);
  checkProxyOf(props, facts, hardening, problems);
  checkEngineOptions(props.engineOptions ?? {}, facts, props.engine.engineVersion!.majorVersion!, problems, hardening);
  checkParameters(facts, hardening, props.parameters ?? {}, problems, decidedParameters(props, facts, hardening));
}

function checkProxyOf({ engineOptions }: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const served = facts.engine in PROXY_PORTS;
  problems.when(engineOptions?.proxy !== undefined && !served, 'PROXY_UNSUPPORTED',
    () => `\`engineOptions.proxy\` is set, but a proxy logs in to ${facts.engine} with passwords only, or not at all; remove it`);
  checkProxy(served ? engineOptions?.proxy : undefined, hardening, problems);
}

function checkSnapshotKey({ storage, naming, encryptionKey }: SecureRdsInstanceProps, problems: PropProblems): void {
  checkSnapshot('storage.snapshot', storage?.snapshot, naming, problems);
  problems.when(storage?.snapshot !== undefined && encryptionKey === undefined, 'SNAPSHOT_KEY_MISSING',
    () => '`storage.snapshot` is set without `encryptionKey`, but the volume keeps the key of the snapshot; copy the snapshot with your key and pass that key');
}

function checkStorage(storage: RdsStorage, limit: number, hardening: Hardening, problems: PropProblems): void {
  const provisioned = [rds.StorageType.IO1, rds.StorageType.IO2].some((type) => type === storage.storageType);
  const { allocated, max } = storageSizes(storage, limit);
  problems.when(storage.storageType === rds.StorageType.STANDARD, 'STORAGE_TYPE_MAGNETIC',
    () => '`storage.storageType` is standard (magnetic), allowed are gp2, gp3, io1 and io2; leave it out for gp3');
  problems.wholeNumber('storage.allocatedGib', allocated, {
    code: 'STORAGE_OUT_OF_RANGE', min: provisioned ? 100 : 20, max: limit, unit: 'GiB', instead: 'pass a size in that range',
  });
  const least = Math.ceil(((known(allocated) ?? 0) * 11) / 10);
  problems.when(hardening.keeps(Safeguard.STORAGE_AUTOSCALING) && (known(max) ?? Infinity) < least, 'MAX_STORAGE_TOO_SMALL',
    () => `\`storage.maxAllocatedGib\` is ${max} GiB, at least ${least} GiB (10 percent more than \`allocatedGib\`) are needed; raise it, or waive Safeguard.STORAGE_AUTOSCALING`);
  problems.wholeNumber('storage.maxAllocatedGib', storage.maxAllocatedGib, {
    code: 'MAX_STORAGE_OUT_OF_RANGE', min: 20, max: limit, unit: 'GiB', instead: 'pass a size in that range',
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
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
  problems.wholeNumber('storage.throughput', throughput, {
    code: 'THROUGHPUT_OUT_OF_RANGE', min: 125, max: 4000, unit: 'MiB per second', instead: 'leave it out for the baseline',
  });
  const [mib, operations] = [known(throughput), known(iops)];
  problems.when(mib !== undefined && operations !== undefined && mib > operations / 4, 'THROUGHPUT_TOO_HIGH',
    () => `\`storage.throughput\` is ${mib} MiB per second, at most a quarter of \`iops\` (${operations! / 4}) is allowed; lower it or raise \`iops\``);
}

function checkInsights(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const instanceClass = known(props.instanceType?.toString());
  problems.when(hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS) && facts.withoutInsights.includes(instanceClass ?? ''), 'INSTANCE_CLASS_WITHOUT_INSIGHTS',
    () => `\`instanceType\` is ${instanceClass}, which ${facts.engine} cannot observe with Database Insights; choose a larger class, or waive Safeguard.PERFORMANCE_INSIGHTS`);
}
