import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { addressSets, askSet, checkForwarded, checkRanges, families } from './addresses';
import { RuleBinding, Statement } from './render';
import { RequestPart } from './request-part';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';
import { STATEMENT_CAPACITY, WEB_ACL_LIMITS } from '../../facts/web-acl-limits';

type Render = (binding: RuleBinding) => Statement;

/**
 * What a request must be to match a rule.
 *
 * Each match knows the web ACL capacity units (WCUs) that AWS publishes for it.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html
 */
export class RequestMatch {
  /**
   * The client has an address in one of these ranges (CIDR), of either version; 1 WCU for each version. The sets are created.
   *
   * Throws `ADDRESSES_EMPTY`, `ADDRESSES_TOO_MANY`, `ADDRESS_INVALID`, `HEADER_INVALID`.
   *
   * @param ranges such as `192.0.2.0/24`
   * @param forwardedHeader the header whose first address counts, behind a proxy: anybody may write into it
   */
  public static addresses(ranges: string[], forwardedHeader?: string): RequestMatch {
    checked('addresses', (problems) => {
      problems.when(ranges.length === 0, 'ADDRESSES_EMPTY', () => '`ranges` is empty, at least one range is needed; name it');
      checkRanges('ranges', ranges, problems);
      checkForwarded(forwardedHeader, problems);
    });
    return new RequestMatch(families(ranges).length * STATEMENT_CAPACITY.addresses, (binding) => addressSets(ranges, forwardedHeader, binding));
  }

  /** The client has an address in an IP set, by its ARN; 1 WCU. The set is of the scope and region of the web ACL. Throws `SET_INVALID`. */
  public static addressSet(ipSetArn: string): RequestMatch {
    checked('addressSet', (problems) => problems.text('ipSetArn', ipSetArn, {
      code: 'SET_INVALID',
      pattern: /^arn:[^:]+:wafv2:[^:]+:\d{12}:(regional|global)\/ipset\/[^/]+\/[^/]+$/,
      allowed: 'ARNs such as arn:aws:wafv2:eu-west-1:111122223333:regional/ipset/<name>/<id>',
      instead: 'pass the ARN of the set',
    }));
    return new RequestMatch(STATEMENT_CAPACITY.addresses, () => askSet(ipSetArn));
  }

  /** The client is in one of these countries: ISO 3166-1 codes of two capital letters, at most 50; 1 WCU. Throws `COUNTRIES_INVALID`. */
  public static countries(...codes: string[]): RequestMatch {
    checked('countries', (problems) => problems.when(codes.length === 0 || codes.length > 50 || codes.some((code) => !/^[A-Z]{2}$/.test(code)), 'COUNTRIES_INVALID',
      () => `\`codes\` is ${quoted(codes.join(', '))}, allowed are 1 to 50 codes of two capital letters such as CH; correct it`));
    return new RequestMatch(STATEMENT_CAPACITY.countries, () => ({ geoMatchStatement: { countryCodes: codes } }));
  }

  /** A part is this text; 2 WCUs. Throws `TEXT_INVALID`. */
  public static textIs(part: RequestPart, text: string): RequestMatch {
    return byteMatch(part, text, 'EXACTLY', STATEMENT_CAPACITY.wholeText);
  }

  /** A part starts with this text; 2 WCUs. Throws `TEXT_INVALID`. */
  public static textStartsWith(part: RequestPart, text: string): RequestMatch {
    return byteMatch(part, text, 'STARTS_WITH', STATEMENT_CAPACITY.wholeText);
  }

  /** A part ends with this text; 2 WCUs. Throws `TEXT_INVALID`. */
  public static textEndsWith(part: RequestPart, text: string): RequestMatch {
    return byteMatch(part, text, 'ENDS_WITH', STATEMENT_CAPACITY.wholeText);
  }

  /** A part contains this text; 10 WCUs. Throws `TEXT_INVALID`. */
  public static textContains(part: RequestPart, text: string): RequestMatch {
    return byteMatch(part, text, 'CONTAINS', STATEMENT_CAPACITY.containedText);
  }

  /** A part contains this word, of letters, digits and underscores; 10 WCUs. Throws `TEXT_INVALID`. */
  public static wordContained(part: RequestPart, word: string): RequestMatch {
    return byteMatch(part, word, 'CONTAINS_WORD', STATEMENT_CAPACITY.containedText);
  }

  /** A part matches a regular expression (PCRE) of at most 512 characters; 3 WCUs. Throws `REGEX_INVALID`. */
  public static regex(part: RequestPart, pattern: string): RequestMatch {
    checked('regex', (problems) => checkRegexes([pattern], problems));
    return onPart(part, STATEMENT_CAPACITY.regex, (common) => ({ regexMatchStatement: { ...common, regexString: pattern } }));
  }

  /** A part matches one of up to 10 regular expressions; 25 WCUs. The pattern set is created. Throws `REGEX_INVALID`, `REGEXES_TOO_MANY`. */
  public static anyRegex(part: RequestPart, patterns: string[]): RequestMatch {
    checked('anyRegex', (problems) => {
      problems.when(patterns.length === 0 || patterns.length > WEB_ACL_LIMITS.regexesPerSet, 'REGEXES_TOO_MANY',
        () => `\`patterns\` has ${patterns.length} entries, 1 to ${WEB_ACL_LIMITS.regexesPerSet} fit into a set; use several rules`);
      checkRegexes(patterns, problems);
    });
    return onPart(part, STATEMENT_CAPACITY.regexSet, (common, { binding, scope, setId, rule }) => {
      const set = new wafv2.CfnRegexPatternSet(scope, setId('Patterns'), {
        scope: binding.webAclScope, regularExpressionList: patterns, description: `Patterns of the rule ${rule}`,
      });
      return { regexPatternSetReferenceStatement: { ...common, arn: set.attrArn } };
    });
  }

  /** A part has more bytes than this, 0 to 21,474,836,480, of those that the firewall sees; 1 WCU. Throws `SIZE_OUT_OF_RANGE`. */
  public static largerThan(part: RequestPart, bytes: number): RequestMatch {
    checked('largerThan', (problems) => problems.wholeNumber('bytes', bytes, {
      code: 'SIZE_OUT_OF_RANGE', min: 0, max: 21_474_836_480, unit: 'bytes', instead: 'pass the largest size that is fine',
    }));
    return onPart(part, STATEMENT_CAPACITY.size, (common) => ({ sizeConstraintStatement: { ...common, comparisonOperator: 'GT', size: bytes } }));
  }

  /** A part carries SQL that does not belong there, by the more sensitive of WAF's two settings, which AWS recommends; 30 WCUs. */
  public static sqlInjection(part: RequestPart): RequestMatch {
    return onPart(part, STATEMENT_CAPACITY.sqlInjection.high, (common) => ({ sqliMatchStatement: { ...common, sensitivityLevel: 'HIGH' } }));
  }

  /** A part carries scripts that a browser would run; 40 WCUs. */
  public static crossSiteScripting(part: RequestPart): RequestMatch {
    return onPart(part, STATEMENT_CAPACITY.crossSiteScripting, (common) => ({ xssMatchStatement: common }));
  }

  /**
   * An earlier rule of the web ACL gave the request this label; 1 WCU. Throws `LABEL_INVALID`.
   *
   * @param label of the same web ACL: `login:suspicious`; of others, whole: `awswaf:managed:aws:sql-database:SQLi_Body`
   */
  public static label(label: string): RequestMatch {
    checkLabel(label, false);
    return new RequestMatch(STATEMENT_CAPACITY.label, () => ({ labelMatchStatement: { scope: 'LABEL', key: label } }));
  }

  /** An earlier rule gave the request a label of this namespace, which ends with a colon; 1 WCU. Throws `LABEL_INVALID`. */
  public static labelNamespace(prefix: string): RequestMatch {
    checkLabel(prefix, true);
    return new RequestMatch(STATEMENT_CAPACITY.label, () => ({ labelMatchStatement: { scope: 'NAMESPACE', key: prefix } }));
  }

  /** All of these match; costs what they cost. Throws `MATCHES_TOO_FEW` for fewer than two. */
  public static allOf(...matches: RequestMatch[]): RequestMatch {
    return logical(matches, (statements) => ({ andStatement: { statements } }));
  }

  /** One of these matches; costs what they cost. Throws `MATCHES_TOO_FEW` for fewer than two. */
  public static anyOf(...matches: RequestMatch[]): RequestMatch {
    return logical(matches, (statements) => ({ orStatement: { statements } }));
  }

  /** This does not match; costs what it costs. */
  public static noneOf(match: RequestMatch): RequestMatch {
    return new RequestMatch(match.capacity, (binding) => ({ notStatement: { statement: match._render(binding) } }));
  }

  /** @internal */
  public static _of(capacity: number, render: Render): RequestMatch {
    return new RequestMatch(capacity, render);
  }

  /** The WCUs that AWS publishes for it. */
  public readonly capacity: number;

  private constructor(capacity: number, private readonly render: Render) {
    this.capacity = capacity;
  }

  /** @internal */
  public _render(binding: RuleBinding): Statement {
    return this.render(binding);
  }
}

interface PartOfStatement {
  readonly fieldToMatch: wafv2.CfnWebACL.FieldToMatchProperty;
  readonly textTransformations: wafv2.CfnWebACL.TextTransformationProperty[];
}

function onPart(part: RequestPart, base: number, statement: (common: PartOfStatement, binding: RuleBinding) => Statement): RequestMatch {
  const common = { fieldToMatch: part._field(), textTransformations: part._transformations() };
  return RequestMatch._of(part._capacity(base), (binding) => statement(common, binding));
}

function byteMatch(part: RequestPart, text: string, positionalConstraint: string, base: number): RequestMatch {
  checked('text', (problems) => {
    const bytes = Buffer.byteLength(known(text) ?? 'x');
    problems.when(bytes === 0 || bytes > WEB_ACL_LIMITS.searchTextBytes, 'TEXT_INVALID',
      () => `\`text\` has ${bytes} bytes, 1 to ${WEB_ACL_LIMITS.searchTextBytes} are allowed; shorten it`);
    problems.when(positionalConstraint === 'CONTAINS_WORD' && !/^\w+$/.test(known(text) ?? 'x'), 'TEXT_INVALID',
      () => `\`text\` is ${quoted(text)}, a word has only letters, digits and underscores; use textContains`);
  });
  return onPart(part, base, (common) => ({ byteMatchStatement: { ...common, searchString: text, positionalConstraint } }));
}

function logical(matches: RequestMatch[], join: (statements: Statement[]) => Statement): RequestMatch {
  checked('matches', (problems) => problems.when(matches.length < 2, 'MATCHES_TOO_FEW',
    () => `\`matches\` has ${matches.length}, at least 2 are needed; use the one by itself`));
  const capacity = matches.reduce((sum, match) => sum + match.capacity, 0);
  return RequestMatch._of(capacity, (binding) => join(matches.map((match) => match._render(binding))));
}

function checkRegexes(patterns: readonly string[], problems: PropProblems): void {
  const { regexLength } = WEB_ACL_LIMITS;
  patterns.forEach((pattern) => problems.when(pattern.length === 0 || pattern.length > regexLength, 'REGEX_INVALID',
    () => `a pattern has ${pattern.length} characters, 1 to ${regexLength} are allowed; split it`));
}

function checkLabel(label: string, namespace: boolean): void {
  checked('label', (problems) => problems.text('label', label, {
    code: 'LABEL_INVALID',
    pattern: namespace ? /^([\w-]{1,128}:)+$/ : /^([\w-]{1,128}:)*[\w-]{1,128}$/,
    allowed: `words of letters, digits, _ and -, joined by colons${namespace ? ', with one at the end' : ''}`,
    instead: 'correct it',
  }));
}

function checked(id: string, check: (problems: PropProblems) => void): void {
  const problems = new PropProblems('RequestMatch', undefined, id);
  check(problems);
  problems.throwIfAny();
}
