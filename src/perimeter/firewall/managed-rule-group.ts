import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';
import * as facts from '../../facts/managed-rule-groups';
import { WEB_ACL_CAPACITY } from '../../facts/web-acl-limits';

type Config = wafv2.CfnWebACL.ManagedRuleGroupConfigProperty;

/**
 * A group of firewall rules that AWS, or a seller, keeps current.
 *
 * Each has the capacity (WCUs) that its page in the guide publishes, and says whether it costs more than the web ACL and its
 * requests. Those that do are never used unless you name them.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class ManagedRuleGroup {
  /** Addresses that are known to attack or to scan: 25 WCUs. */
  public static readonly IP_REPUTATION = new ManagedRuleGroup(facts.IP_REPUTATION);

  /** Common attacks (OWASP), cross-site scripting and oversized requests: 700 WCUs. */
  public static readonly CORE = new ManagedRuleGroup(facts.CORE_RULE_SET);

  /** Requests that are known to exploit vulnerabilities, such as Log4j: 200 WCUs. */
  public static readonly KNOWN_BAD_INPUTS = new ManagedRuleGroup(facts.KNOWN_BAD_INPUTS);

  /** SQL injection: 200 WCUs. */
  public static readonly SQL_DATABASE = new ManagedRuleGroup(facts.SQL_DATABASE);

  /** Requests for exposed administration pages: 100 WCUs. */
  public static readonly ADMIN_PROTECTION = new ManagedRuleGroup(facts.ADMIN_PROTECTION);

  /** Clients that hide where they are (VPN, proxy, Tor) or sit at a hosting provider: 50 WCUs. */
  public static readonly ANONYMOUS_IP = new ManagedRuleGroup(facts.ANONYMOUS_IP);

  /** Attacks on Linux: 200 WCUs. Use it together with `POSIX`. */
  public static readonly LINUX = new ManagedRuleGroup(facts.LINUX);

  /** Attacks on POSIX systems: 100 WCUs. */
  public static readonly POSIX = new ManagedRuleGroup(facts.POSIX);

  /** Attacks on Windows: 200 WCUs. */
  public static readonly WINDOWS = new ManagedRuleGroup(facts.WINDOWS);

  /** Attacks on PHP: 100 WCUs. */
  public static readonly PHP = new ManagedRuleGroup(facts.PHP);

  /** Attacks on WordPress: 100 WCUs. Use it together with `SQL_DATABASE` and `PHP`. */
  public static readonly WORDPRESS = new ManagedRuleGroup(facts.WORDPRESS);

  /**
   * Bots: 50 WCUs, and a fee for each month and each request. Bots that AWS can verify, such as those of search engines, are let through; a rule behind the
   * group lets them past all later ones: `FirewallRule.of('Verified', RequestMatch.label('awswaf:managed:aws:bot-control:bot:verified'), FirewallAction.allow())`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-bot-control-example-allow-verified-bots.html
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-bot.html
   * @param targeted whether bots that hide are looked for too, for a higher fee
   */
  public static botControl(targeted: boolean): ManagedRuleGroup {
    return new ManagedRuleGroup(facts.BOT_CONTROL, { awsManagedRulesBotControlRuleSet: { inspectionLevel: targeted ? 'TARGETED' : 'COMMON' } });
  }

  /**
   * Logins with stolen credentials: 50 WCUs, and a fee for each month and each login. Throws `PATH_INVALID`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-atp.html
   * @param loginPath the path that takes the login form, such as `/login`
   */
  public static accountTakeover(loginPath: string): ManagedRuleGroup {
    checkPaths({ loginPath });
    return new ManagedRuleGroup(facts.ACCOUNT_TAKEOVER, { awsManagedRulesAtpRuleSet: { loginPath } });
  }

  /**
   * Accounts that are created by fraud: 50 WCUs, and a fee for each month and each registration. Throws `PATH_INVALID`.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-acfp.html
   * @param registrationPath the page that shows the form
   * @param creationPath the path that takes it, as JSON
   */
  public static accountCreation(registrationPath: string, creationPath: string): ManagedRuleGroup {
    checkPaths({ registrationPath, creationPath });
    return new ManagedRuleGroup(facts.ACCOUNT_CREATION, {
      awsManagedRulesAcfpRuleSet: { registrationPagePath: registrationPath, creationPath, requestInspection: { payloadType: 'JSON' } },
    });
  }

  /**
   * Floods of requests: 50 WCUs, and a fee for each month and each request. Browsers are challenged silently while a flood lasts.
   *
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html
   */
  public static antiDdos(): ManagedRuleGroup {
    return new ManagedRuleGroup(facts.ANTI_DDOS, {
      awsManagedRulesAntiDDoSRuleSet: { clientSideActionConfig: { challenge: { usageOfAction: 'ENABLED', sensitivity: 'HIGH' } }, sensitivityToBlock: 'LOW' },
    });
  }

  /**
   * A group of AWS Marketplace, which the account must be subscribed to. Throws `NAME_INVALID`, `NAME_UNKNOWN`, `VENDOR_INVALID`,
   * `CAPACITY_OUT_OF_RANGE`, `CAPACITY_UNKNOWN`.
   *
   * @param vendor the seller, as WAF names it
   * @param name the group
   * @param capacity its WCUs, 1 to 5000, as `aws wafv2 describe-managed-rule-group` tells
   */
  public static marketplace(vendor: string, name: string, capacity: number): ManagedRuleGroup {
    const problems = new PropProblems('ManagedRuleGroup', undefined, known(name) ?? '');
    // https://docs.aws.amazon.com/waf/latest/APIReference/API_ManagedRuleGroupStatement.html
    problems.mustBeKnown('name', name, 'NAME_UNKNOWN', 'pass plain text');
    problems.text('name', name, { code: 'NAME_INVALID', pattern: /^[\w-]{1,128}$/, allowed: '1 to 128 letters, digits, underscores and hyphens', instead: 'pass the name as WAF shows it' });
    problems.text('vendor', vendor, { code: 'VENDOR_INVALID', pattern: /^(?=.*\S).{1,128}$/, allowed: '1 to 128 characters', instead: 'pass the seller as WAF shows it' });
    problems.mustBeKnown('capacity', capacity, 'CAPACITY_UNKNOWN', 'pass a plain number');
    problems.wholeNumber('capacity', capacity, { code: 'CAPACITY_OUT_OF_RANGE', min: 1, max: WEB_ACL_CAPACITY.max, unit: 'WCUs', instead: 'ask describe-managed-rule-group' });
    problems.throwIfAny();
    return new ManagedRuleGroup({ vendor, name, capacity, price: 'charged', stops: 'what its seller says', source: 'https://aws.amazon.com/marketplace' });
  }

  /** The vendor, as WAF names it. */
  public readonly vendor: string;

  /** The name, as WAF names it. */
  public readonly name: string;

  /** The WCUs that it takes. */
  public readonly capacity: number;

  /** Whether it costs more than the web ACL and its requests. */
  public readonly charged: boolean;

  private constructor(group: facts.ManagedGroupFacts, private readonly config?: Config) {
    this.vendor = group.vendor;
    this.name = group.name;
    this.capacity = group.capacity;
    this.charged = group.price === 'charged';
  }

  /** @internal */
  public get _labels(): string | undefined {
    const labels = facts.MANAGED_RULE_GROUPS.find(({ vendor, name }) => vendor === this.vendor && name === this.name)?.labels;
    return labels && `awswaf:managed:aws:${labels}:`;
  }

  /** @internal */
  public get _configs(): Config[] | undefined {
    return this.config && [this.config];
  }
}

function checkPaths(paths: { readonly [name: string]: string }): void {
  const problems = new PropProblems('ManagedRuleGroup', undefined, '');
  for (const [name, path] of Object.entries(paths)) {
    problems.text(name, path, { code: 'PATH_INVALID', pattern: /^\/\S{0,255}$/, allowed: 'paths without spaces, starting with a slash', instead: 'pass a path such as /login' });
  }
  problems.throwIfAny();
}
