/** An IPv4 range: its first address as a number, and how many bits are fixed. */
interface Range {
  readonly base: number;
  readonly bits: number;
}

const OCTET = 256;

/**
 * Texts at the beginning of every IPv4 address of a range, and of no other: `172.31.` for 172.31.0.0/16.
 *
 * A range that does not end at an octet comes apart into one text for each value of the octet that it cuts: 172.16.0.0/12 into
 * `172.16.` to `172.31.`. Whole addresses (bits 25 to 32) come without an end, so that `10.0.0.1` would also begin `10.0.0.10`:
 * the caller must put the delimiter of its log behind them.
 */
export function prefixesOf(cidr: string): readonly string[] | undefined {
  const range = parse(cidr);
  if (range === undefined) {
    return undefined;
  }
  const fixedOctets = Math.ceil(range.bits / 8);
  const count = 2 ** (fixedOctets * 8 - range.bits);
  const step = OCTET ** (4 - fixedOctets);
  return Array.from({ length: count }, (_, index) => {
    const octets = dotted(range.base + index * step).split('.').slice(0, fixedOctets);
    return octets.join('.') + (fixedOctets < 4 ? '.' : '');
  });
}

/** Whether an address is complete, and so needs a delimiter behind it. */
export function isWholeAddress(prefix: string): boolean {
  return prefix.split('.').filter(Boolean).length === 4;
}

function parse(cidr: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  const [octets, bits] = match ? [match.slice(1, 5).map(Number), Number(match[5])] : [[], 0];
  if (match === null || octets.some((octet) => octet > 255) || bits < 1 || bits > 32) {
    return undefined;
  }
  const address = octets.reduce((sum, octet) => sum * OCTET + octet, 0);
  const size = 2 ** (32 - bits);
  return { base: Math.floor(address / size) * size, bits };
}

function dotted(address: number): string {
  return [3, 2, 1, 0].map((place) => Math.floor(address / OCTET ** place) % OCTET).join('.');
}
