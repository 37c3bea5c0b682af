import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';
import { STATEMENT_CAPACITY, TEXT_TRANSFORMATIONS, WEB_ACL_LIMITS } from '../../facts/web-acl-limits';

type Field = wafv2.CfnWebACL.FieldToMatchProperty;
type Oversize = 'MATCH' | 'NO_MATCH' | 'CONTINUE';

/** What a kind of part is to WAF. */
interface PartKind {
  readonly field: (oversize: Oversize) => Field;

  /** Whether there may be more of it than WAF sees. */
  readonly bounded?: boolean;
  readonly json?: boolean;
  readonly allArguments?: boolean;

  /** The part as a key by which a rate is counted. */
  readonly rateKey?: (transformations: wafv2.CfnWebACL.TextTransformationProperty[]) => wafv2.CfnWebACL.RateBasedStatementCustomKeyProperty;
}

/**
 * A part of a request that a rule looks at.
 *
 * Of bodies, cookies and all headers the firewall sees only the beginning (bodies: 8 KB behind a load balancer, else 16 to
 * 64 KB; cookies and headers: 8 KB or 200 of them). A request with more than that matches, so that an attacker cannot push
 * the attack behind what is seen; `oversizeInspected` and `oversizeIgnored` say otherwise.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html
 */
export class RequestPart {
  /** The path, without the query string. */
  public static uriPath(): RequestPart {
    return new RequestPart({ field: () => ({ uriPath: {} }), rateKey: (textTransformations) => ({ uriPath: { textTransformations } }) });
  }

  /** Everything after the `?` of the URL. */
  public static queryString(): RequestPart {
    return new RequestPart({ field: () => ({ queryString: {} }), rateKey: (textTransformations) => ({ queryString: { textTransformations } }) });
  }

  /** One query argument; throws `NAME_INVALID`. */
  public static queryArgument(name: string): RequestPart {
    checkName('queryArgument', name, 30);
    return new RequestPart({
      field: () => ({ singleQueryArgument: { Name: name } }),
      rateKey: (textTransformations) => ({ queryArgument: { name, textTransformations } }),
    });
  }

  /** The values of all query arguments; costs 10 WCUs more. */
  public static allQueryArguments(): RequestPart {
    return new RequestPart({ field: () => ({ allQueryArguments: {} }), allArguments: true });
  }

  /** The HTTP method. */
  public static method(): RequestPart {
    return new RequestPart({ field: () => ({ method: {} }), rateKey: () => ({ httpMethod: {} }) });
  }

  /** One header; upper and lower case are the same. Throws `NAME_INVALID`. */
  public static header(name: string): RequestPart {
    checkName('header', name, 64);
    return new RequestPart({
      field: () => ({ singleHeader: { Name: lowerCase(name) } }),
      rateKey: (textTransformations) => ({ header: { name: lowerCase(name), textTransformations } }),
    });
  }

  /** Names and values of all headers. */
  public static headers(): RequestPart {
    return new RequestPart({ field: (oversizeHandling) => ({ headers: { matchPattern: { all: {} }, matchScope: 'ALL', oversizeHandling } }), bounded: true });
  }

  /** Names and values of all cookies. */
  public static cookies(): RequestPart {
    return new RequestPart({ field: (oversizeHandling) => ({ cookies: { matchPattern: { all: {} }, matchScope: 'ALL', oversizeHandling } }), bounded: true });
  }

  /** The body as plain text. */
  public static body(): RequestPart {
    return new RequestPart({ field: (oversizeHandling) => ({ body: { oversizeHandling } }), bounded: true });
  }

  /** Keys and values of a JSON body; what is not JSON is looked at as plain text. Doubles the base cost of the statement. */
  public static jsonBody(): RequestPart {
    return new RequestPart({
      field: (oversizeHandling) => ({ jsonBody: { matchPattern: { all: {} }, matchScope: 'ALL', invalidFallbackBehavior: 'EVALUATE_AS_STRING', oversizeHandling } }),
      bounded: true,
      json: true,
    });
  }

  private constructor(private readonly kind: PartKind, private readonly transformations: readonly string[] = [], private readonly oversize: Oversize = 'MATCH') {}

  /**
   * Prepare the text before it is looked at, in this order; each costs 10 WCUs.
   *
   * Throws `TRANSFORMATION_UNKNOWN`, `TRANSFORMATIONS_TOO_MANY` for more than ten.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html
   * @param transformations as WAF names them: `URL_DECODE`, `LOWERCASE`
   */
  public transformed(...transformations: string[]): RequestPart {
    const problems = new PropProblems('RequestPart', undefined, '');
    for (const name of transformations) {
      problems.when(!TEXT_TRANSFORMATIONS.includes(name), 'TRANSFORMATION_UNKNOWN', () => (
        `\`transformations\` has '${name}', allowed are ${TEXT_TRANSFORMATIONS.join(', ')}; correct it`));
    }
    const count = this.transformations.length + transformations.length;
    problems.when(count > WEB_ACL_LIMITS.transformations, 'TRANSFORMATIONS_TOO_MANY', () => (
      `\`transformations\` has ${count} entries, at most ${WEB_ACL_LIMITS.transformations} are allowed; leave some out`));
    problems.throwIfAny();
    return new RequestPart(this.kind, [...this.transformations, ...transformations], this.oversize);
  }

  /** Of more than the firewall sees, look at what it sees. Throws `PART_HAS_NO_LIMIT` for parts that are always seen as a whole. */
  public oversizeInspected(): RequestPart {
    return this.withOversize('CONTINUE');
  }

  /** More than the firewall sees never matches. Throws `PART_HAS_NO_LIMIT` for parts that are always seen as a whole. */
  public oversizeIgnored(): RequestPart {
    return this.withOversize('NO_MATCH');
  }

  /** @internal */
  public _field(): Field {
    return this.kind.field(this.oversize);
  }

  /** @internal */
  public _transformations(): wafv2.CfnWebACL.TextTransformationProperty[] {
    const types = this.transformations.length === 0 ? ['NONE'] : this.transformations;
    return types.map((type, priority) => ({ priority, type }));
  }

  /** @internal */
  public _rateKey(): wafv2.CfnWebACL.RateBasedStatementCustomKeyProperty | undefined {
    return this.kind.rateKey?.(this._transformations());
  }

  /**
   * What a statement of this base cost takes on this part.
   *
   * @internal
   */
  public _capacity(base: number): number {
    return base * (this.kind.json ? 2 : 1) + (this.kind.allArguments ? STATEMENT_CAPACITY.allQueryArguments : 0)
      + this.transformations.length * STATEMENT_CAPACITY.transformation;
  }

  private withOversize(oversize: Oversize): RequestPart {
    const problems = new PropProblems('RequestPart', undefined, '');
    problems.when(!this.kind.bounded, 'PART_HAS_NO_LIMIT', () => 'the part is always seen as a whole, only bodies, cookies and headers may be too large; leave the call out');
    problems.throwIfAny();
    return new RequestPart(this.kind, this.transformations, oversize);
  }
}

/** A text that only deployment knows stays as it is: WAF does not tell upper from lower case. */
function lowerCase(name: string): string {
  return known(name)?.toLowerCase() ?? name;
}

function checkName(what: string, name: string, max: number): void {
  const problems = new PropProblems('RequestPart', undefined, what);
  problems.text('name', name, {
    code: 'NAME_INVALID', pattern: new RegExp(`^[^\\s:]{1,${max}}$`), allowed: `1 to ${max} characters without spaces or colons`, instead: `pass the name of the ${what}`,
  });
  problems.throwIfAny();
}
