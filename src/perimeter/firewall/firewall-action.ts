import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { FirewallBinding } from './render';
import { PropProblems } from '../../core/check-props';
import { stableHash } from '../../core/physical-name';
import { WEB_ACL_LIMITS } from '../../facts/web-acl-limits';

type Kind = 'allow' | 'block' | 'count' | 'challenge' | 'captcha';

interface Response {
  readonly status: number;
  readonly content?: string;
  readonly contentType?: string;
}

const CONTENT_TYPES = ['TEXT_PLAIN', 'TEXT_HTML', 'APPLICATION_JSON'];

/**
 * What happens to a request that matches a rule.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
 */
export class FirewallAction {
  /** Let it through, past all later rules. */
  public static allow(): FirewallAction {
    return new FirewallAction('allow');
  }

  /** Refuse it with the status 403 and no body. */
  public static block(): FirewallAction {
    return new FirewallAction('block');
  }

  /**
   * Refuse it with an answer of your own.
   *
   * Throws `STATUS_OUT_OF_RANGE`, `CONTENT_TOO_LONG`, `CONTENT_TYPE_UNKNOWN`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/customizing-the-response-for-blocked-requests.html
   * @param status 200 to 599
   * @param content the body, at most 4096 bytes; without it, the answer has none
   * @param contentType `TEXT_PLAIN` (when left out), `TEXT_HTML` or `APPLICATION_JSON`
   */
  public static respond(status: number, content?: string, contentType?: string): FirewallAction {
    const problems = new PropProblems('FirewallAction', undefined, 'respond');
    problems.wholeNumber('status', status, { code: 'STATUS_OUT_OF_RANGE', min: 200, max: 599, instead: 'pass the status that the client should see' });
    const bytes = Buffer.byteLength(content ?? 'x');
    problems.when(bytes === 0 || bytes > WEB_ACL_LIMITS.customResponseBodyBytes, 'CONTENT_TOO_LONG',
      () => `\`content\` has ${bytes} bytes, 1 to ${WEB_ACL_LIMITS.customResponseBodyBytes} are allowed; shorten it`);
    problems.when(contentType !== undefined && !CONTENT_TYPES.includes(contentType), 'CONTENT_TYPE_UNKNOWN',
      () => `\`contentType\` is '${contentType}', allowed are ${CONTENT_TYPES.join(', ')}; pass one of them`);
    problems.throwIfAny();
    return new FirewallAction('block', { status, content, contentType });
  }

  /** Count it, and ask the next rule. */
  public static count(): FirewallAction {
    return new FirewallAction('count');
  }

  /** Let the browser prove silently that it is one; each costs a fee. Programs fail it. */
  public static challenge(): FirewallAction {
    return new FirewallAction('challenge');
  }

  /** Let a person solve a puzzle; each costs a fee. */
  public static captcha(): FirewallAction {
    return new FirewallAction('captcha');
  }

  private constructor(private readonly kind: Kind, private readonly response?: Response) {}

  /** @internal */
  public get _kind(): Kind {
    return this.kind;
  }

  /** @internal */
  public _render(binding: FirewallBinding): wafv2.CfnWebACL.RuleActionProperty {
    switch (binding.countsOnly && this.kind !== 'allow' ? 'count' : this.kind) {
      case 'allow': return { allow: {} };
      case 'block': return { block: this.renderBlock(binding) };
      case 'count': return { count: {} };
      case 'challenge': return { challenge: {} };
      case 'captcha': return { captcha: {} };
    }
  }

  /** As the default action, which the L1 types on its own. @internal */
  public _renderDefault(binding: FirewallBinding): wafv2.CfnWebACL.DefaultActionProperty {
    return this.kind === 'block' && !binding.countsOnly ? { block: this.renderBlock(binding) } : { allow: {} };
  }

  private renderBlock(binding: FirewallBinding): wafv2.CfnWebACL.BlockActionProperty {
    if (this.response === undefined) {
      return {};
    }
    const { status, content, contentType } = this.response;
    return { customResponse: { responseCode: status, customResponseBodyKey: content && bodyKey(binding, content, contentType ?? 'TEXT_PLAIN') } };
  }
}

/** Bodies stand once in the web ACL, under a key. */
function bodyKey(binding: FirewallBinding, content: string, contentType: string): string {
  const key = `body-${stableHash(`${contentType}\n${content}`).slice(0, 16)}`;
  binding.bodies[key] = { contentType, content };
  return key;
}
