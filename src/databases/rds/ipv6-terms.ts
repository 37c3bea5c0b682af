import { isIPv6 } from 'net';

const GROUPS = 8;
const GROUP_BITS = 16;

/**
 * Texts at the beginning of every IPv6 address of a range, and of no other, as servers write addresses (RFC 5952): `2001:db8:1:2:` for
 * 2001:db8:1:2::/64.
 *
 * A range that does not end at a group comes apart into one text for each value of the group that it cuts: 16 for /60. A zero at the end
 * of the fixed part may be written, or be part of a `::`; so there is a text for either. Undefined for what is no range, and for ranges
 * whose fixed part holds more zeros: `2001::` begins addresses inside and outside of 2001:0:0:1::/64.
 */
export function ipv6PrefixesOf(cidr: string): readonly string[] | undefined {
  if (!isIPv6Range(cidr)) {
    return undefined;
  }
  const [address, length] = cidr.split('/');
  const bits = Number(length);
  const fixed = Math.ceil(bits / GROUP_BITS);
  const values = 2 ** (fixed * GROUP_BITS - bits);
  const groups = groupsOf(address).slice(0, fixed);
  const last = groups[fixed - 1] - (groups[fixed - 1] % values);
  const prefixes = Array.from({ length: values }, (_, index) => textsOf([...groups.slice(0, -1), last + index]));
  return prefixes.every((texts) => texts !== undefined) ? prefixes.flatMap((texts) => texts ?? []) : undefined;
}

/** Whether a text is an IPv6 range of 1 to 128 fixed bits, without an IPv4 address in it. */
export function isIPv6Range(cidr: string): boolean {
  const [, address, bits] = /^([0-9a-f:]+)\/(\d{1,3})$/i.exec(cidr) ?? [];
  return address !== undefined && isIPv6(address) && Number(bits) >= 1 && Number(bits) <= GROUPS * GROUP_BITS;
}

/** Whether the texts of a range are whole addresses, and so need a delimiter behind them. */
export function hasWholeAddresses(cidr: string): boolean {
  return Number(cidr.split('/')[1]) > (GROUPS - 1) * GROUP_BITS;
}

function groupsOf(address: string): number[] {
  const [head, tail] = address.split('::').map((half) => (half === '' ? [] : half.split(':').map((group) => parseInt(group, 16))));
  return tail === undefined ? head : [...head, ...Array.from({ length: GROUPS - head.length - tail.length }, () => 0), ...tail];
}

/** How the fixed groups of an address can be written. */
function textsOf(groups: readonly number[]): string[] | undefined {
  const texts = groups.map((group) => group.toString(16));
  if (groups.length === GROUPS) {
    return [compressed(texts)];
  }
  const zeros = [...groups].reverse().findIndex((group) => group !== 0);
  const ending = zeros < 0 ? groups.length : zeros;
  const kept = texts.slice(0, texts.length - ending);
  // two zeros in the middle are a `::` or not, depending on what follows; three at the end are a `::` that may stand for two of them
  if (ending > 2 || / 0 0 /.test(` ${kept.join(' ')} `)) {
    return undefined;
  }
  return [`${texts.join(':')}:`, ...ending > 0 ? [`${kept.join(':')}::`] : []];
}

/** An address in the form of RFC 5952: the first of the longest runs of zeros is a `::`. */
function compressed(texts: readonly string[]): string {
  const runs = [...texts.join(':').matchAll(/(?:^|(?<=:))0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce<RegExpMatchArray | undefined>((best, run) => (run[0].length > (best?.[0].length ?? 0) ? run : best), undefined);
  if (longest === undefined) {
    return texts.join(':');
  }
  const whole = texts.join(':');
  const [before, behind] = [whole.slice(0, longest.index), whole.slice(longest.index! + longest[0].length)];
  return `${before.replace(/:$/, '')}::${behind.replace(/^:/, '')}`;
}
