import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** A statement of a web ACL; rule groups take the same shape. */
export type Statement = wafv2.CfnWebACL.StatementProperty;

/** A rule before its place and its metric are known. */
export type UnplacedRule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/** A body that an answer of the firewall shows. */
export interface ResponseBody {
  readonly contentType: string;
  readonly content: string;
}

/** Where rules are rendered: collects what they need besides themselves. */
export class FirewallBinding {
  /** Bodies of answers, by their key. */
  public readonly bodies: { [key: string]: ResponseBody } = {};

  /**
   * @param scope where IP sets and pattern sets become children
   * @param webAclScope `REGIONAL` or `CLOUDFRONT`
   * @param countsOnly nothing is blocked or challenged: a rollout that only watches
   */
  public constructor(private readonly scope: Construct, public readonly webAclScope: string, public readonly countsOnly = false) {}

  /** The binding of one rule, whose sets are named after it. */
  public of(rule: string): RuleBinding {
    const used = new Map<string, number>();
    const setId = (kind: string) => {
      const count = (used.get(kind) ?? 0) + 1;
      used.set(kind, count);
      return `${rule}${kind}${count === 1 ? '' : count}`;
    };
    return { binding: this, scope: this.scope, rule, setId };
  }
}

/** The binding of one rule. */
export interface RuleBinding {
  readonly binding: FirewallBinding;
  readonly scope: Construct;
  readonly rule: string;

  /** A child id that no other set of the rule has. */
  setId(kind: string): string;
}
