/** A manual snapshot that may be shared. */
export interface Snapshot {
  readonly name: string;

  /** The accounts that may restore it, `all` for everybody; undefined when it was deleted meanwhile. */
  sharedWith(): Promise<readonly string[] | undefined>;
}

/** The snapshots of one kind, and who may have them. */
export interface SnapshotSource {
  readonly kind: string;
  readonly trusted: readonly string[];
  list(): AsyncIterable<Snapshot>;
}

/** What the watch needs of its surroundings. */
export interface Services {
  readonly sources: readonly SnapshotSource[];

  /** Whether the time is over, but for what is left to write. */
  late(): boolean;
  log(entry: object): void;
}

/** What one run found. */
export interface Exposure {
  /** Snapshots that everybody may restore. */
  readonly PublicSnapshots: number;

  /** Snapshots that accounts may restore which nobody has named. */
  readonly SnapshotsSharedWithStrangers: number;
  readonly SnapshotsSeen: number;

  /** 1 when the time was over before all snapshots were seen. */
  readonly RunsCutShort: number;
}

/** Names that one run logs of each kind: a line of the log holds 256 KB. */
const MAX_NAMES = 200;

/** Who may restore a snapshot that is public: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshotAttribute.html */
const EVERYBODY = 'all';

/** Look at every snapshot, and count those that are exposed; their names go to the log. */
export async function findExposure({ sources, late, log }: Services): Promise<Exposure> {
  const open: string[] = [];
  const strange: { readonly snapshot: string; readonly accounts: readonly string[] }[] = [];
  let seen = 0;
  let cutShort = false;
  for (const { kind, trusted, list } of sources) {
    for await (const snapshot of list()) {
      cutShort = cutShort || late();
      const accounts = cutShort ? undefined : await snapshot.sharedWith();
      if (cutShort) {
        break;
      }
      seen++;
      const name = `${kind} ${snapshot.name}`;
      const strangers = (accounts ?? []).filter((account) => account !== EVERYBODY && !trusted.includes(account));
      if (accounts?.includes(EVERYBODY) === true) {
        open.push(name);
      }
      if (strangers.length > 0) {
        strange.push({ snapshot: name, accounts: strangers });
      }
    }
  }
  log({ message: cutShort ? 'some snapshots were not looked at: there are more than one run sees' : 'all snapshots were looked at', seen });
  if (open.length + strange.length > 0) {
    log({ message: 'snapshots are exposed', public: open.slice(0, MAX_NAMES), sharedWithStrangers: strange.slice(0, MAX_NAMES) });
  }
  return { PublicSnapshots: open.length, SnapshotsSharedWithStrangers: strange.length, SnapshotsSeen: seen, RunsCutShort: cutShort ? 1 : 0 };
}

/** Where the metrics are found. */
export interface MetricPlace {
  readonly namespace: string;
  readonly watch: string;
}

/**
 * A line of the log that CloudWatch makes metrics of; nothing may stand before or behind it.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine(exposure: Exposure, { namespace, watch }: MetricPlace, now: number): string {
  const Metrics = Object.keys(exposure).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({
    _aws: { Timestamp: now, CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Watch']], Metrics }] },
    Watch: watch,
    ...exposure,
  });
}
