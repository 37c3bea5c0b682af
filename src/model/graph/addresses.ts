import { BlockList, isIP } from 'net';

/** Where an address range lies. */
export type AddressScope = 'internet' | 'inside' | 'outside';

// Ranges that no host on the internet has: private, shared, link-local and unique local addresses.
// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry
const INSIDE = new BlockList();
INSIDE.addSubnet('10.0.0.0', 8, 'ipv4');
INSIDE.addSubnet('172.16.0.0', 12, 'ipv4');
INSIDE.addSubnet('192.168.0.0', 16, 'ipv4');
INSIDE.addSubnet('100.64.0.0', 10, 'ipv4');
INSIDE.addSubnet('169.254.0.0', 16, 'ipv4');
INSIDE.addSubnet('127.0.0.0', 8, 'ipv4');
INSIDE.addSubnet('fc00::', 7, 'ipv6');
INSIDE.addSubnet('fe80::', 10, 'ipv6');
INSIDE.addSubnet('::1', 128, 'ipv6');

// The largest blocks that IANA hands to one holder are /8 (IPv4) and /12 (IPv6): whatever is wider belongs to nobody
// in particular. `0.0.0.0/1` is as open as `0.0.0.0/0`.
const ONE_HOLDER = { 4: 8, 6: 12 } as const;

/** Whether a CIDR range is the internet, lies inside private networks, or names certain hosts outside; undefined when it is no CIDR. */
export function scopeOf(cidr: string): AddressScope | undefined {
  const [address, bits = ''] = cidr.trim().split('/');
  const family = isIP(address);
  const prefix = bits === '' ? (family === 4 ? 32 : 128) : Number(bits);
  if ((family !== 4 && family !== 6) || !Number.isInteger(prefix) || prefix < 0) {
    return undefined;
  }
  if (INSIDE.check(address, family === 4 ? 'ipv4' : 'ipv6') && prefix >= (family === 4 ? 8 : 7)) {
    return 'inside';
  }
  return prefix < ONE_HOLDER[family] ? 'internet' : 'outside';
}
