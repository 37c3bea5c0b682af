import { BlockList } from 'net';

/** One rule of a network ACL, as it stands in a template. */
export interface AclEntry {
  readonly RuleNumber: number;
  readonly Egress: boolean;
  readonly Protocol: number;
  readonly RuleAction: string;
  readonly CidrBlock: string;
  readonly PortRange: { readonly From: number; readonly To: number };
}

/** A packet that enters or leaves the subnets of the ACL. */
export interface Packet {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly from: string;
  readonly to: string;

  /** The port that it is addressed to. */
  readonly port: number;
}

const PROTOCOL_NUMBERS = { icmp: 1, tcp: 6, udp: 17 };

/**
 * What a network ACL does with a packet: rules by ascending number, the first match decides, nothing is
 * remembered between packets, and what no rule matches is denied.
 */
export function evaluate(entries: readonly AclEntry[], direction: 'in' | 'out', packet: Packet): string {
  const match = entries
    .filter((entry) => entry.Egress === (direction === 'out'))
    .sort((one, other) => one.RuleNumber - other.RuleNumber)
    .find((entry) => matches(entry, packet, direction === 'in' ? packet.from : packet.to));
  return match?.RuleAction ?? 'deny';
}

function matches(entry: AclEntry, packet: Packet, peer: string): boolean {
  const [address, prefix] = entry.CidrBlock.split('/');
  const range = new BlockList();
  range.addSubnet(address, Number(prefix), 'ipv4');
  return [PROTOCOL_NUMBERS[packet.protocol], -1].includes(entry.Protocol)
    && range.check(peer, 'ipv4')
    && packet.port >= entry.PortRange.From && packet.port <= entry.PortRange.To;
}
