import { EngineFamily } from './rds-engine-facts';

/** A range of numbers. */
export interface SpeedRange {
  readonly min: number;
  readonly max: number;
}

/** What can be provisioned on a volume; nothing where the size decides alone. */
export interface VolumeSpeed {
  /** Operations per second. */
  readonly iops?: SpeedRange;

  /** MiB per second. */
  readonly throughput?: SpeedRange;

  /** Operations per second for each GiB, of the volume as it is and as large as it may grow. */
  readonly perGib?: SpeedRange;
}

/** GiB from which a gp3 volume is striped, and can be provisioned; SQL Server knows no stripes. */
const STRIPED_FROM: Partial<Record<EngineFamily, number>> = { oracle: 200, sqlserver: 0 };
const MOST_STRIPED_FROM = 400;

const GP3 = { iops: { min: 12_000, max: 64_000 }, throughput: { min: 500, max: 4000 }, perGib: { min: 0, max: 500 } };
const GP3_OF_SQL_SERVER = { iops: { min: 3000, max: 16_000 }, throughput: { min: 125, max: 1000 }, perGib: { min: 0.5, max: 500 } };
const IO1 = { iops: { min: 1000, max: 256_000 }, perGib: { min: 0.5, max: 50 } };
const IO1_OF_SQL_SERVER = { iops: { min: 1000, max: 64_000 }, perGib: { min: 1, max: 50 } };
const IO2 = { iops: { min: 1000, max: 256_000 }, perGib: { min: 0.5, max: 1000 } };

/** Kinds of volumes, the legacy one left out. Db2 has no gp2. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
export function volumeTypes(family: EngineFamily): readonly string[] {
  return family === 'db2' ? ['gp3', 'io1', 'io2'] : ['gp2', 'gp3', 'io1', 'io2'];
}

/** GiB from which gp3 volumes of an engine can be provisioned. */
export function provisionedFrom(family: EngineFamily): number {
  return STRIPED_FROM[family] ?? MOST_STRIPED_FROM;
}

/** What can be provisioned on a volume of a size: the tables of https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html */
export function volumeSpeed(type: string, family: EngineFamily, gib: number): VolumeSpeed {
  const sqlServer = family === 'sqlserver';
  if (type === 'io1') {
    return sqlServer ? IO1_OF_SQL_SERVER : IO1;
  }
  if (type === 'io2') {
    return IO2;
  }
  if (type !== 'gp3' || gib < provisionedFrom(family)) {
    return {};
  }
  return sqlServer ? GP3_OF_SQL_SERVER : GP3;
}
