import * as rds from 'aws-cdk-lib/aws-rds';
import { largestOf, MAX_STORAGE_GIB, RdsStorage, storageSizes } from './rds-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { isDeployTime, known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { RdsEngineFacts } from '../../facts/rds-engines';
import { provisionedFrom, SpeedRange, volumeSpeed, VolumeSpeed, volumeTypes } from '../../facts/rds-storage';

/** Report a volume that RDS would refuse; its speed only where the engine is known. */
export function checkStorage(storage: RdsStorage, facts: RdsEngineFacts | undefined, hardening: Hardening, problems: PropProblems): void {
  const provisioned = [rds.StorageType.IO1, rds.StorageType.IO2].some((type) => type === storage.storageType);
  const limit = facts?.maxStorageGib ?? MAX_STORAGE_GIB;
  const { allocated } = storageSizes(storage, limit);
  problems.when(storage.storageType === rds.StorageType.STANDARD, 'STORAGE_TYPE_MAGNETIC',
    () => '`storage.storageType` is standard (magnetic), allowed are gp2, gp3, io1 and io2; leave it out for gp3');
  problems.wholeNumber('storage.allocatedGib', allocated, {
    code: 'STORAGE_OUT_OF_RANGE', min: provisioned ? 100 : 20, max: limit, unit: 'GiB', instead: 'pass a size in that range',
  });
  checkGrowth(storage, limit, hardening, problems);
  if (facts && storage.storageType !== rds.StorageType.STANDARD) {
    checkSpeed(storage, facts, hardening, problems);
  }
}

function checkGrowth(storage: RdsStorage, limit: number, hardening: Hardening, problems: PropProblems): void {
  const { allocated, max } = storageSizes(storage, limit);
  const grows = hardening.keeps(Safeguard.STORAGE_AUTOSCALING);
  problems.when(grows && isDeployTime(allocated) && storage.maxAllocatedGib === undefined, 'MAX_STORAGE_UNKNOWN',
    () => '`storage.allocatedGib` is only known at deployment (a token), so that nobody can say how far the volume grows; '
      + 'pass `storage.maxAllocatedGib` too, or waive Safeguard.STORAGE_AUTOSCALING');
  problems.when(!grows && storage.maxAllocatedGib !== undefined, 'MAX_STORAGE_WITHOUT_GROWTH',
    () => '`storage.maxAllocatedGib` is set, but Safeguard.STORAGE_AUTOSCALING is waived; remove one of the two');
  const least = Math.ceil(((known(allocated) ?? 0) * 11) / 10);
  problems.when(grows && (known(max) ?? Infinity) < least, 'MAX_STORAGE_TOO_SMALL',
    () => `\`storage.maxAllocatedGib\` is ${max} GiB, at least ${least} GiB (10 percent more than \`allocatedGib\`) are needed; raise it, or waive Safeguard.STORAGE_AUTOSCALING`);
  problems.wholeNumber('storage.maxAllocatedGib', storage.maxAllocatedGib, {
    code: 'MAX_STORAGE_OUT_OF_RANGE', min: 20, max: limit, unit: 'GiB', instead: 'pass a size in that range',
  });
}

function checkSpeed(storage: RdsStorage, { family, engine, maxStorageGib }: RdsEngineFacts, hardening: Hardening, problems: PropProblems): void {
  const type: string = storage.storageType ?? rds.StorageType.GP3;
  const types = volumeTypes(family);
  problems.when(!types.includes(type), 'STORAGE_TYPE_UNSUPPORTED',
    () => `\`storage.storageType\` is ${quoted(type)}, allowed for ${engine} are ${types.join(', ')}; leave it out for gp3`);
  const gib = known(storageSizes(storage, maxStorageGib).allocated);
  // whether a volume can be provisioned depends on its size
  if (gib === undefined || !types.includes(type)) {
    return;
  }
  const speed = volumeSpeed(type, family, gib);
  const volume = `a ${type} volume of ${gib} GiB of ${engine}`;
  const instead = type === 'gp3' ? `leave it out for the baseline, or take at least ${provisionedFrom(family)} GiB or io2` : 'leave it out, or choose another type';
  problems.when(speed.iops === undefined && storage.iops !== undefined, 'IOPS_UNSUPPORTED',
    () => `\`storage.iops\` is ${storage.iops}, but ${volume} takes none; ${instead}`);
  problems.when(speed.throughput === undefined && storage.throughput !== undefined, 'THROUGHPUT_UNSUPPORTED',
    () => `\`storage.throughput\` is ${storage.throughput} MiB per second, but ${volume} takes none; ${instead}`);
  checkIops(storage, speed, { gib, largest: largestOf(storage, maxStorageGib, hardening), volume }, problems);
  checkThroughput(storage, speed, volume, problems);
}

interface SizedVolume {
  readonly gib: number;
  readonly largest: number | undefined;
  readonly volume: string;
}

function checkIops({ iops }: RdsStorage, { iops: range, perGib }: VolumeSpeed, { gib, largest, volume }: SizedVolume, problems: PropProblems): void {
  if (range === undefined || perGib === undefined) {
    return;
  }
  problems.wholeNumber('storage.iops', iops, {
    code: 'IOPS_OUT_OF_RANGE',
    min: Math.max(range.min, Math.ceil(perGib.min * (largest ?? gib))),
    max: Math.min(range.max, Math.floor(perGib.max * gib)),
    instead: `${volume} that may grow takes ${perGib.min} to ${perGib.max} operations for each GiB; leave it out, or change the size`,
  });
}

function checkThroughput(
  { iops, throughput }: RdsStorage, { iops: baseline, throughput: range }: VolumeSpeed, volume: string, problems: PropProblems,
): void {
  if (range === undefined) {
    return;
  }
  problems.wholeNumber('storage.throughput', throughput, {
    code: 'THROUGHPUT_OUT_OF_RANGE', ...range, unit: 'MiB per second', instead: `that is what ${volume} takes; leave it out for the baseline`,
  });
  const [mib, operations] = [known(throughput), iops === undefined ? baseline?.min : known(iops)];
  problems.when(mib !== undefined && operations !== undefined && mib > operations / 4, 'THROUGHPUT_TOO_HIGH',
    () => `\`storage.throughput\` is ${mib} MiB per second, at most a quarter of \`iops\` (${operations! / 4}) is allowed; lower it or raise \`iops\``);
}

/** The operations that a provisioned volume cannot do without, as it may grow; none where they need not be said. */
export function leastIops(storage: RdsStorage, { family, maxStorageGib }: RdsEngineFacts, hardening: Hardening): number | undefined {
  const type: string = storage.storageType ?? rds.StorageType.GP3;
  const gib = known(storageSizes(storage, maxStorageGib).allocated);
  if (gib === undefined || !['io1', 'io2'].includes(type)) {
    return undefined;
  }
  const { iops, perGib }: { iops?: SpeedRange; perGib?: SpeedRange } = volumeSpeed(type, family, gib);
  return Math.max(iops!.min, Math.ceil(perGib!.min * (largestOf(storage, maxStorageGib, hardening) ?? gib)));
}
