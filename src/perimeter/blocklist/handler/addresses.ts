import { BlockList, isIP } from 'net';

/** A version of the protocol, as WAF names it. */
export type Version = 'IPV4' | 'IPV6';

/** What is blocked for one client: an IPv4 address, or the /64 network that a client of IPv6 moves in freely. */
export interface Client {
  readonly version: Version;

  /** In CIDR notation, in one spelling: `192.0.2.1/32`, `2001:db8:0:1::/64`. */
  readonly range: string;

  /** The address that was seen. */
  readonly address: string;
}

/** The client behind an address of a log; undefined for what is no address. */
export function clientOf(text: string): Client | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  const address = mapped?.[1] ?? text;
  switch (isIP(address)) {
    case 4: return { version: 'IPV4', range: `${address}/32`, address };
    case 6: return { version: 'IPV6', range: `${network64(address)}::/64`, address };
    default: return undefined;
  }
}

/** One spelling of the ranges that this handler writes and WAF gives back. */
export function normalized(range: string): string {
  const [address, bits] = range.split('/');
  return isIP(address) === 6 ? `${network64(address)}::/${bits}` : range;
}

/** The first four groups of an IPv6 address, without leading zeros. */
function network64(address: string): string {
  const [head, tail] = address.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(':');
}

/**
 * Ranges that are nobody's in the internet: whoever has such an address is inside, and blocking it would lock out ourselves.
 *
 * https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const INSIDE = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16', '224.0.0.0/4',
  '::/127', 'fc00::/7', 'fe80::/10', 'ff00::/8',
];

/** Who is never blocked, whatever the logs say. */
export class Exempt {
  private readonly list = new BlockList();

  public constructor(ranges: readonly string[]) {
    for (const range of [...INSIDE, ...ranges]) {
      const [address, bits] = range.split('/');
      this.list.addSubnet(address, Number(bits), isIP(address) === 6 ? 'ipv6' : 'ipv4');
    }
  }

  /** Whether a client must not be blocked; a /64 network is spared when the address that was seen, or its first one, is. */
  public covers({ address, range, version }: Client): boolean {
    const type = version === 'IPV6' ? 'ipv6' : 'ipv4';
    return this.list.check(address, type) || this.list.check(range.split('/')[0], type);
  }
}
