import { isWholeAddress, prefixesOf } from './cidr-terms';
import { ConnectionLog } from './connection-logs';
import { hasWholeAddresses, ipv6PrefixesOf, isIPv6Range } from './ipv6-terms';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime } from '../../core/known';

/** Longest filter pattern: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
const MAX_PATTERN = 1024;

/**
 * A CloudWatch Logs filter pattern for new connections that come from neither the host itself nor any of the ranges.
 *
 * Filter patterns know no ranges: each becomes the beginnings of its addresses, which are excluded together with the delimiters
 * of the log, so that neither `10.0.` inside `210.0.1.1` nor one inside a statement counts. All terms are exact texts in quotes;
 * a minus excludes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function outsidePattern(log: ConnectionLog, ranges: readonly string[]): string {
  const trusted = ranges.flatMap((range) => [
    ...(prefixesOf(range) ?? []).map((prefix) => prefix + (isWholeAddress(prefix) ? log.behind : '')),
    ...(ipv6PrefixesOf(range) ?? []).map((prefix) => prefix + (hasWholeAddresses(range) ? log.behind : '')),
  ]).map((text) => log.before + text);
  return [...log.connected.map(quote), ...[...log.local, ...trusted].map((text) => `-${quote(text)}`)].join(' ');
}

/** A pattern for lines that hold all texts. */
export function patternOf(texts: readonly string[]): string {
  return texts.map(quote).join(' ');
}

/** Report ranges that are malformed, and a pattern that is too long. */
export function checkRanges(log: ConnectionLog, ranges: readonly string[], problems: PropProblems): void {
  for (const range of ranges) {
    const v6 = !isDeployTime(range) && isIPv6Range(range);
    problems.when(isDeployTime(range) || (!v6 && prefixesOf(range) === undefined), 'RANGE_INVALID',
      () => `\`ranges\` holds ${isDeployTime(range) ? 'a token' : quoted(range)}, allowed are IPv4 ranges with 1 to 32 fixed bits and IPv6 ranges with 1 to 128 `
        + "in plain text; pass for example '10.0.0.0/16' or '2001:db8:1:2::/64'");
    problems.when(v6 && ipv6PrefixesOf(range) === undefined, 'RANGE_AMBIGUOUS',
      () => `\`ranges\` holds ${quoted(range)}, whose addresses are written in several ways, since its fixed part holds a run of zeros; `
        + 'allowed are at most two zeros at its end; pass longer ranges, such as those of the subnets');
  }
  const { length } = outsidePattern(log, ranges);
  problems.when(length > MAX_PATTERN, 'RANGES_TOO_MANY',
    () => `\`ranges\` make a filter pattern of ${length} characters, ${MAX_PATTERN} are allowed; pass ranges of 8, 16 or 24 bits (IPv6: 48 or 64), which make one term or two`);
}

function quote(text: string): string {
  return `"${text}"`;
}
