import { RDS } from '@aws-sdk/client-rds';
import { Redshift } from '@aws-sdk/client-redshift';
import { Snapshot, SnapshotSource } from './exposure';

/** A page of a list. */
interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly marker: string | undefined;
}

/** What differs between the kinds of snapshots. */
interface SnapshotKind<T> {
  readonly kind: string;
  readonly trusted: readonly string[];
  page(marker: string | undefined): Promise<Page<T>>;
  snapshot(item: T): Snapshot;
}

/** All snapshots of a kind, page by page. */
function source<T>({ kind, trusted, page, snapshot }: SnapshotKind<T>): SnapshotSource {
  async function* list(): AsyncIterable<Snapshot> {
    let next: string | undefined;
    do {
      const { items, marker } = await page(next);
      yield* (items ?? []).map(snapshot);
      next = marker;
    } while (next !== undefined && next !== '');
  }
  return { kind, trusted, list };
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
  return source({
    kind: 'RDS snapshot',
    trusted,
    page: async (Marker) => {
      const { DBSnapshots: items, Marker: marker } = await rds.describeDBSnapshots({ ...MANUAL, Marker });
      return { items, marker };
    },
    snapshot: ({ DBSnapshotIdentifier }) => ({
      name: DBSnapshotIdentifier!,
      sharedWith: () => unlessGone(rds.describeDBSnapshotAttributes({ DBSnapshotIdentifier })
        .then(({ DBSnapshotAttributesResult }) => restorers(DBSnapshotAttributesResult?.DBSnapshotAttributes))),
    }),
  });
}

/** Manual snapshots of clusters. */
export function clusterSnapshots(rds: RDS, trusted: readonly string[]): SnapshotSource {
  return source({
    kind: 'RDS cluster snapshot',
    trusted,
    page: async (Marker) => {
      const { DBClusterSnapshots: items, Marker: marker } = await rds.describeDBClusterSnapshots({ ...MANUAL, Marker });
      return { items, marker };
    },
    snapshot: ({ DBClusterSnapshotIdentifier }) => ({
      name: DBClusterSnapshotIdentifier!,
      sharedWith: () => unlessGone(rds.describeDBClusterSnapshotAttributes({ DBClusterSnapshotIdentifier })
        .then(({ DBClusterSnapshotAttributesResult }) => restorers(DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes))),
    }),
  });
}

/** Manual snapshots of Redshift clusters, which cannot be public. */
export function redshiftSnapshots(redshift: Redshift, trusted: readonly string[]): SnapshotSource {
  return source({
    kind: 'Redshift snapshot',
    trusted,
    page: async (Marker) => {
      const { Snapshots: items, Marker: marker } = await redshift.describeClusterSnapshots({ ...MANUAL, Marker });
      return { items, marker };
    },
    snapshot: ({ SnapshotIdentifier, AccountsWithRestoreAccess }) => ({
      name: SnapshotIdentifier!,
      sharedWith: () => Promise.resolve((AccountsWithRestoreAccess ?? []).flatMap(({ AccountId }) => AccountId ?? [])),
    }),
  });
}
