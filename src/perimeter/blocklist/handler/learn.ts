import { Exempt, normalized, Version } from './addresses';
import { accessOffence, firewallOffence, Offence } from './log-lines';

/** What the construct passes. */
export interface Settings {
  /** Offences in the window from which on a client is blocked. */
  readonly offences: number;

  /** Milliseconds that offences count, and so that a block lasts. */
  readonly window: number;

  /** Addresses of one version that are blocked at once. */
  readonly maxAddresses: number;

  /** Ranges that are never blocked. */
  readonly neverBlock: readonly string[];

  /** The name of the rule that blocks the addresses. */
  readonly ownRule: string;

  /** The name of the rule that refuses what only those ask for who look for holes. */
  readonly honeypotRule: string;
}

/** An IP set as it is. */
export interface AddressSet {
  readonly addresses: readonly string[];

  /** Proof for the update that nobody changed it meanwhile. */
  readonly lockToken: string;
}

/** What the handler needs from AWS. */
export interface Services {
  now(): number;

  /** Lines of the firewall's log that say BLOCK, since a time. */
  firewallLines(since: number): AsyncIterable<string>;

  /** Lines of the load balancer's access logs, since about a time. */
  accessLines(since: number): AsyncIterable<string>;
  read(version: Version): Promise<AddressSet>;
  write(version: Version, addresses: readonly string[], lockToken: string): Promise<void>;
  log(entry: object): void;
}

/**
 * Block who offends, and nobody else.
 *
 * Each run judges the whole window anew, and so needs no memory: whoever stops offending falls out of the set.
 */
export async function learn(settings: Settings, services: Services): Promise<void> {
  const since = services.now() - settings.window;
  const counts = new Map<string, Count>();
  const exempt = new Exempt(settings.neverBlock);
  const add = (offence: Offence | undefined) => {
    if (offence && offence.time >= since && !exempt.covers(offence.client)) {
      const { client: { range, version }, rule } = offence;
      const weight = rule !== undefined && rule === settings.honeypotRule ? settings.offences : 1;
      counts.set(range, { version, offences: (counts.get(range)?.offences ?? 0) + weight });
    }
  };
  for await (const line of services.firewallLines(since)) {
    add(firewallOffence(line, settings.ownRule));
  }
  for await (const line of services.accessLines(since)) {
    add(accessOffence(line));
  }
  for (const version of ['IPV4', 'IPV6'] as const) {
    await replace(version, offenders(counts, version, settings), services);
  }
}

interface Count {
  readonly version: Version;
  readonly offences: number;
}

/** The worst first; those beyond the room of the set stay out. */
export function offenders(counts: ReadonlyMap<string, Count>, version: Version, { offences, maxAddresses }: Settings): string[] {
  return [...counts]
    .filter(([, count]) => count.version === version && count.offences >= offences)
    .sort(([left, { offences: many }], [right, { offences: more }]) => more - many || (left < right ? -1 : 1))
    .slice(0, maxAddresses)
    .map(([range]) => range);
}

/** An update without a change would only use up the few calls a second that WAF takes. */
async function replace(version: Version, wanted: readonly string[], services: Services): Promise<void> {
  const { addresses, lockToken } = await services.read(version);
  const current = new Set(addresses.map(normalized));
  const added = wanted.filter((range) => !current.has(range));
  const removed = [...current].filter((range) => !wanted.includes(range));
  services.log({ version, blocked: wanted.length, added, removed });
  if (added.length > 0 || removed.length > 0) {
    await services.write(version, wanted, lockToken);
  }
}
