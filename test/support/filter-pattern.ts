/**
 * What CloudWatch Logs does with a pattern of quoted terms for unstructured events: a line matches if it holds every term, and none
 * that a minus precedes. Terms are compared as they stand, capitals included.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matches(pattern: string, line: string): boolean {
  const terms = [...pattern.matchAll(/(-?)"([^"]*)"/g)];
  if (terms.map(([term]) => term).join(' ') !== pattern) {
    throw new Error(`not a pattern of quoted terms: ${pattern}`);
  }
  return terms.every(([, minus, text]) => line.includes(text) === (minus === ''));
}
