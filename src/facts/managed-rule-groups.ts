/** A group of firewall rules that its vendor keeps current. */
export interface ManagedRuleGroup {
  readonly vendor: string;
  readonly name: string;

  /** Web ACL capacity units (WCUs) that it takes. */
  readonly capacity: number;

  /** `included`: no fee besides the web ACL and its requests. `charged`: a subscription, a fee per request, or both. */
  readonly price: 'included' | 'charged';

  /** What it stops, for descriptions and docs. */
  readonly stops: string;

  /** Where capacity and rules are published. */
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com/waf/latest/developerguide';

/** Addresses that AWS's threat intelligence knows as malicious; free of body inspection, so the cheapest to ask first. */
export const IP_REPUTATION: ManagedRuleGroup = {
  vendor: 'AWS',
  name: 'AWSManagedRulesAmazonIpReputationList',
  capacity: 25,
  price: 'included',
  stops: 'addresses that are known to attack or to scan',
  source: `${GUIDE}/aws-managed-rule-groups-ip-rep.html`,
};

/** Among its rules, `SizeRestrictions_BODY` blocks bodies over 8 KB: the part that a load balancer never shows to the firewall. */
export const CORE_RULE_SET: ManagedRuleGroup = {
  vendor: 'AWS',
  name: 'AWSManagedRulesCommonRuleSet',
  capacity: 700,
  price: 'included',
  stops: 'common attacks (OWASP), cross-site scripting and oversized requests',
  source: `${GUIDE}/aws-managed-rule-groups-baseline.html`,
};

/** Log4j, deserialization and other exploits that need one request. */
export const KNOWN_BAD_INPUTS: ManagedRuleGroup = {
  vendor: 'AWS',
  name: 'AWSManagedRulesKnownBadInputsRuleSet',
  capacity: 200,
  price: 'included',
  stops: 'requests that are known to exploit vulnerabilities, such as Log4j',
  source: `${GUIDE}/aws-managed-rule-groups-baseline.html`,
};

/** The group that stands in front of a database. */
export const SQL_DATABASE: ManagedRuleGroup = {
  vendor: 'AWS',
  name: 'AWSManagedRulesSQLiRuleSet',
  capacity: 200,
  price: 'included',
  stops: 'SQL injection',
  source: `${GUIDE}/aws-managed-rule-groups-use-case.html`,
};

/** What a web application in front of a database needs, in the order of evaluation. */
export const BASELINE_RULE_GROUPS: readonly ManagedRuleGroup[] = [IP_REPUTATION, CORE_RULE_SET, KNOWN_BAD_INPUTS, SQL_DATABASE];

/**
 * Capacity of a web ACL in WCUs: up to `included` at the base price, never over `max`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html
 */
export const WEB_ACL_CAPACITY = { included: 1_500, max: 5_000 };

/**
 * A rate-based rule that counts by client address. `requests` is per `windowSeconds`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
 */
export const RATE_RULE = { capacity: 2, windowSeconds: 300, requests: { min: 10, max: 2_000_000_000 } };

/** WAF delivers logs only to destinations whose name starts with this: https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html */
export const WAF_LOG_PREFIX = 'aws-waf-logs-';
