import { RDS } from '@aws-sdk/client-rds';
import { Redshift } from '@aws-sdk/client-redshift';
import { Snapshot, SnapshotSource } from './exposure';

/** A page of a list. */
interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly marker: string | undefined;
}

async function* pages<T>(read: (marker: string | undefined) => Promise<Page<T>>): AsyncIterable<T> {
  let marker: string | undefined;
  do {
    const page = await read(marker);
    yield* page.items ?? [];
    marker = page.marker;
  } while (marker !== undefined && marker !== '');
}

async function* mapped<T>(items: AsyncIterable<T>, each: (item: T) => Snapshot): AsyncIterable<Snapshot> {
  for await (const item of items) {
    yield each(item);
  }
}

interface Attribute {
  readonly AttributeName?: string;
  readonly AttributeValues?: readonly string[];
}

/** Who may restore; the other attributes are of no interest. */
function restorers(attributes: readonly Attribute[] | undefined): readonly string[] {
  return (attributes ?? []).filter(({ AttributeName }) => AttributeName === 'restore').flatMap(({ AttributeValues }) => AttributeValues ?? []);
}

/** Snapshots are deleted while they are looked at. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /^DB(Cluster)?SnapshotNotFound/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}

const MANUAL = { SnapshotType: 'manual', MaxRecords: 100 };

/** Manual snapshots of instances. */
export function instanceSnapshots(rds: RDS, trusted: readonly string[]): SnapshotSource {
  const list = () => pages(async (Marker) => {
    const page = await rds.describeDBSnapshots({ ...MANUAL, Marker });
    return { items: page.DBSnapshots, marker: page.Marker };
  });
  return {
    kind: 'RDS snapshot',
    trusted,
    list: () => mapped(list(), ({ DBSnapshotIdentifier }) => ({
      name: DBSnapshotIdentifier!,
      sharedWith: () => unlessGone(rds.describeDBSnapshotAttributes({ DBSnapshotIdentifier })
        .then(({ DBSnapshotAttributesResult }) => restorers(DBSnapshotAttributesResult?.DBSnapshotAttributes))),
    })),
  };
}

/** Manual snapshots of clusters. */
export function clusterSnapshots(rds: RDS, trusted: readonly string[]): SnapshotSource {
  const list = () => pages(async (Marker) => {
    const page = await rds.describeDBClusterSnapshots({ ...MANUAL, Marker });
    return { items: page.DBClusterSnapshots, marker: page.Marker };
  });
  return {
    kind: 'RDS cluster snapshot',
    trusted,
    list: () => mapped(list(), ({ DBClusterSnapshotIdentifier }) => ({
      name: DBClusterSnapshotIdentifier!,
      sharedWith: () => unlessGone(rds.describeDBClusterSnapshotAttributes({ DBClusterSnapshotIdentifier })
        .then(({ DBClusterSnapshotAttributesResult }) => restorers(DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes))),
    })),
  };
}

/** Manual snapshots of Redshift clusters, which cannot be public. */
export function redshiftSnapshots(redshift: Redshift, trusted: readonly string[]): SnapshotSource {
  const list = () => pages(async (Marker) => {
    const page = await redshift.describeClusterSnapshots({ ...MANUAL, Marker });
    return { items: page.Snapshots, marker: page.Marker };
  });
  return {
    kind: 'Redshift snapshot',
    trusted,
    list: () => mapped(list(), ({ SnapshotIdentifier, AccountsWithRestoreAccess }) => ({
      name: SnapshotIdentifier!,
      sharedWith: () => Promise.resolve((AccountsWithRestoreAccess ?? []).flatMap(({ AccountId }) => AccountId ?? [])),
    })),
  };
}
