import { CallRecord } from '../facts/noticed-calls';
import { Answer, every, some } from '../model/graph/answer';

/** What a pattern says about one record. */
type Test = (record: CallRecord) => Answer;

const TOKEN = /\s*(\(|\)|\{|\}|&&|\|\||!=|>=|<=|=|>|<|"(?:[^"\\]|\\.)*"|%[^%]*%|[^\s(){}=<>!&|"]+)/y;

/**
 * Whether a filter pattern for JSON matches a record of CloudTrail.
 *
 * Comparisons with texts and wildcards, `EXISTS`, `IS NULL`, `&&`, `||` and parentheses are understood; whatever else there is (numbers, regular
 * expressions, patterns of terms) leaves it open. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matchesRecord(pattern: string, record: CallRecord): Answer {
  const tokens = tokensOf(pattern);
  if (tokens?.[0] !== '{') {
    return 'unknown';
  }
  const reader = new Reader(tokens.slice(1));
  const test = reader.either();
  return test !== undefined && reader.next() === '}' && reader.next() === undefined ? test(record) : 'unknown';
}

function tokensOf(pattern: string): string[] | undefined {
  const tokens: string[] = [];
  const token = new RegExp(TOKEN);
  for (let at = 0; at < pattern.trimEnd().length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(pattern);
    if (found === null) {
      return undefined;
    }
    tokens.push(found[1]);
  }
  return tokens;
}

/** Reads an expression; undefined where it is not understood. */
class Reader {
  private at = 0;

  public constructor(private readonly tokens: readonly string[]) {}

  public next(): string | undefined {
    return this.tokens[this.at++];
  }

  /** `&&` binds more than `||`. */
  public either(): Test | undefined {
    return this.list('||', () => this.list('&&', () => this.one(), every), some);
  }

  private list(operator: string, read: () => Test | undefined, combine: (answers: readonly Answer[]) => Answer): Test | undefined {
    const tests = [read()];
    while (this.tokens[this.at] === operator) {
      this.at += 1;
      tests.push(read());
    }
    return tests.some((test) => test === undefined) ? undefined : (record) => combine(tests.map((test) => test!(record)));
  }

  private one(): Test | undefined {
    const first = this.next();
    if (first === '(') {
      const inner = this.either();
      return this.next() === ')' ? inner : undefined;
    }
    return first?.startsWith('$.') ? this.comparison(first.slice(2)) : undefined;
  }

  private comparison(path: string): Test | undefined {
    const operator = this.next()?.toUpperCase();
    const operand = this.next() ?? '';
    switch (operator) {
      case '=': return comparable(operand) ? (record) => yes(path in record && wildcard(operand).test(record[path])) : undecidable;
      case '!=': return comparable(operand) ? (record) => yes(path in record && !wildcard(operand).test(record[path])) : undecidable;
      case 'NOT': return operand.toUpperCase() === 'EXISTS' ? (record) => yes(!(path in record)) : undefined;
      case 'IS': return operand.toUpperCase() === 'NULL' ? () => 'no' : undecidable;
      case '>': case '<': case '>=': case '<=': return undecidable;
      default: return undefined;
    }
  }
}

const undecidable: Test = () => 'unknown';
const yes = (holds: boolean): Answer => (holds ? 'yes' : 'no');
const comparable = (operand: string) => /^[^%(){}|&=<>!]/.test(operand);

/** The text of an operand, in which `*` stands for anything. */
function wildcard(operand: string): RegExp {
  const text = operand.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/gs, '$1');
  return new RegExp(`^${text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
}
