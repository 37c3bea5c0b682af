import { isIP } from 'net';

// The largest blocks that IANA hands to one holder are /8 (IPv4) and /12 (IPv6): whatever is wider belongs to nobody
// in particular, so `0.0.0.0/1` is as open as `0.0.0.0/0`. Unique local addresses (fc00::/7) are no part of the internet.
// https://www.iana.org/assignments/ipv4-address-space and https://www.iana.org/assignments/ipv6-unicast-address-assignments
const ONE_HOLDER: Readonly<Record<number, number>> = { 4: 8, 6: 12 };
const UNIQUE_LOCAL = /^f[cd][0-9a-f]{2}:/i;

/** Whether a CIDR range is the internet, and not private networks or certain hosts. */
export function isInternet(cidr: string): boolean {
  const [address, prefix] = cidr.trim().split('/');
  return Number(prefix) < ONE_HOLDER[isIP(address)] && !UNIQUE_LOCAL.test(address);
}
