import * as rds from 'aws-cdk-lib/aws-rds';
import { checkWindows } from './maintenance-windows';
import { checkParameters } from './rds-parameters';
import { MAX_STORAGE_GIB, RdsStorage, SecureRdsInstanceProps, storageSizes } from './rds-props';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { isAtLeastVersion, RDS_ENGINES, RdsEngineFacts } from '../../facts/rds-engines';
import { checkBackupRetention, checkDataTier, checkNaming } from '../relational/relational-checks';

/** Report everything that is wrong with the props, and find the facts about the engine. */
export function checkRdsProps(props: SecureRdsInstanceProps, hardening: Hardening, problems: PropProblems): RdsEngineFacts | undefined {
  const facts = checkEngine(props.engine, hardening, problems);
  checkDataTier(props.network, problems);
  checkBackupRetention(props.backupRetention, hardening, problems);
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

function checkInsights(props: SecureRdsInstanceProps, facts: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const instanceClass = known(props.instanceType?.toString());
  problems.when(hardening.keeps(Safeguard.PERFORMANCE_INSIGHTS) && facts.withoutInsights.includes(instanceClass ?? ''), 'INSTANCE_CLASS_WITHOUT_INSIGHTS',
    () => `\`instanceType\` is ${instanceClass}, which ${facts.engine} cannot observe with Database Insights; choose a larger class, or waive Safeguard.PERFORMANCE_INSIGHTS`);
}
