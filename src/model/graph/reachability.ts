import { groupOf, Peer, securityGroups, SecurityGroup, SecurityGroups } from './security-groups';
import { covers, StorePorts, storeGroups, storePorts, storeType } from './stores';
import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';

/** A way through security groups, or a reason why it cannot be told whether there is one. */
export type Path =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** Somebody whom a group of the store admits on the store's port. */
interface Admitted {
  readonly into: SecurityGroup;
  readonly peer: Peer;

  /** Whether it is sure that the rule covers the port. */
  readonly sure: boolean;
}

/**
 * Who reaches the data stores of an app through its security groups.
 *
 * Only the ingress of groups counts: what the group in front lets out is no protection, since its members
 * may carry a second group that lets everything out.
 */
export class Reachability {
  private readonly groups: SecurityGroups;
  private readonly found = new Map<ResourceView, Admitted[]>();

  public constructor(app: AppModel) {
    this.groups = app.derive(securityGroups);
  }

  /** The internet is admitted to the store itself. */
  public intoStore(store: ResourceView): Path[] {
    return this.admitted(store).flatMap(({ into, peer, sure }): Path[] => {
      switch (peer.kind) {
        case 'internet': return [pathOf(['internet', into.label], sure)];
        case 'unknown': return [{ kind: 'unknown', because: `${into.label} admits ${peer.because}` }];
        default: return [];
      }
    });
  }

  /** A group that admits the internet is admitted to the store. */
  public throughOneGroup(store: ResourceView): Path[] {
    return this.admitted(store).flatMap(({ into, peer, sure }): Path[] => {
      if (peer.kind !== 'group') {
        return [];
      }
      const group = groupOf(this.groups, peer.group)!;
      const open = group.ingress.some((rule) => rule.peer.kind === 'internet');
      return open ? [pathOf(['internet', group.label, into.label], sure)] : hiddenPeers(group);
    });
  }

  /** The store itself reaches the internet. */
  public outOfStore(store: ResourceView): Path[] {
    return this.groupsOf(store).filter(({ ours }) => ours).flatMap((group): Path[] => {
      const open = !group.limitsEgress || group.egress.some(({ peer }) => peer.kind === 'internet');
      return open ? [pathOf([store.label, group.label, 'internet'], true)] : group.egress.flatMap(({ peer }): Path[] => (
        peer.kind === 'unknown' ? [{ kind: 'unknown', because: `${group.label} lets out to ${peer.because}` }] : []));
    });
  }

  /** What cannot be seen of the groups of a store. */
  public unseen(store: ResourceView): string | undefined {
    const values = storeGroups(store, storeType(store)!);
    if (values.length === 0) {
      return 'no security group is named, so the default group of the VPC applies';
    }
    const open = values.find((value) => groupOf(this.groups, value) === undefined);
    if (open) {
      return `a security group is only known at deployment${open.kind === 'unknown' ? ` (${open.because})` : ''}`;
    }
    const foreign = this.groupsOf(store).find(({ ours }) => !ours);
    return foreign && `the security group ${foreign.label} is not part of the app, its rules cannot be seen`;
  }

  private groupsOf(store: ResourceView): SecurityGroup[] {
    const groups = storeGroups(store, storeType(store)!).map((value) => groupOf(this.groups, value));
    return groups.filter((group, index) => group !== undefined && groups.findIndex((other) => other?.key === group.key) === index) as SecurityGroup[];
  }

  private admitted(store: ResourceView): Admitted[] {
    const found = this.found.get(store) ?? this.findAdmitted(store);
    this.found.set(store, found);
    return found;
  }

  private findAdmitted(store: ResourceView): Admitted[] {
    const ports = storePorts(store, storeType(store)!);
    return this.groupsOf(store).flatMap((into) => into.ingress
      .map(({ peer, ports: range }) => ({ into, peer, cover: covers(range, store, ports) }))
      .filter(({ cover }) => cover !== 'no')
      .map(({ peer, cover }) => ({ into, peer, sure: cover === 'yes' })));
  }
}

function pathOf(hops: readonly string[], sure: boolean): Path {
  const path = hops.join(' → ');
  return sure ? { kind: 'path', path } : { kind: 'unknown', because: `whether ${path} is open on the port of the store is only known at deployment` };
}

// a group of another app, or a rule whose source only the deployment knows, may be open to the internet
function hiddenPeers(group: SecurityGroup): Path[] {
  if (!group.ours) {
    return [{ kind: 'unknown', because: `${group.label} is admitted, but it is not part of the app, so who reaches it cannot be seen` }];
  }
  return group.ingress.flatMap(({ peer }): Path[] => (
    peer.kind === 'unknown' ? [{ kind: 'unknown', because: `${group.label} is admitted, and it admits ${peer.because}` }] : []));
}

/** Who reaches whom. */
export function reachability(app: AppModel): Reachability {
  return new Reachability(app);
}

/** The ports of a store in words: `port 3306`. */
export function portOf(store: ResourceView): string {
  const ports: StorePorts = storePorts(store, storeType(store)!);
  return ports.kind === 'known' ? `port ${[...new Set(ports.ports)].join(' or ')}` : 'its port';
}
