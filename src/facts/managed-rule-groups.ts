/** A group of firewall rules that its vendor keeps current. */
export interface ManagedGroupFacts {
  readonly vendor: string;
  readonly name: string;

  /** Web ACL capacity units (WCUs) that it takes. */
  readonly capacity: number;

  /** `included`: no fee besides the web ACL and its requests. `charged`: a subscription, a fee per request, or both. */
  readonly price: 'included' | 'charged';

  /** What it stops, for descriptions and docs. */
  readonly stops: string;

  /** The labels of its rules start with `awswaf:managed:aws:<this>:`. Absent where labels also say harmless things. */
  readonly labels?: string;

  /** Where capacity and rules are published. */
  readonly source: string;
}

const GUIDE = 'https://docs.aws.amazon.com/waf/latest/developerguide';

/** Addresses that AWS's threat intelligence knows as malicious; free of body inspection, so the cheapest to ask first. */
export const IP_REPUTATION: ManagedGroupFacts = {
  vendor: 'AWS',
  name: 'AWSManagedRulesAmazonIpReputationList',
  capacity: 25,
  price: 'included',
  stops: 'addresses that are known to attack or to scan',
  labels: 'amazon-ip-list',
  source: `${GUIDE}/aws-managed-rule-groups-ip-rep.html`,
};

/** Among its rules, `SizeRestrictions_BODY` blocks bodies over 8 KB: the part that a load balancer never shows to the firewall. */
export const CORE_RULE_SET: ManagedGroupFacts = {
  vendor: 'AWS',
  name: 'AWSManagedRulesCommonRuleSet',
  capacity: 700,
  price: 'included',
  stops: 'common attacks (OWASP), cross-site scripting and oversized requests',
  labels: 'core-rule-set',
  source: `${GUIDE}/aws-managed-rule-groups-baseline.html`,
};

/** Log4j, deserialization and other exploits that need one request. */
export const KNOWN_BAD_INPUTS: ManagedGroupFacts = {
  vendor: 'AWS',
  name: 'AWSManagedRulesKnownBadInputsRuleSet',
  capacity: 200,
  price: 'included',
  stops: 'requests that are known to exploit vulnerabilities, such as Log4j',
  labels: 'known-bad-inputs',
  source: `${GUIDE}/aws-managed-rule-groups-baseline.html`,
};

/**
 * How the rules of `KNOWN_BAD_INPUTS` against Log4j are named: for headers, query strings, bodies and paths.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html#aws-managed-rule-groups-baseline-known-bad-inputs
 */
export const LOG4J_RULES = 'Log4JRCE';

/** The group that stands in front of a database. */
export const SQL_DATABASE: ManagedGroupFacts = {
  vendor: 'AWS',
  name: 'AWSManagedRulesSQLiRuleSet',
  capacity: 200,
  price: 'included',
  stops: 'SQL injection',
  labels: 'sql-database',
  source: `${GUIDE}/aws-managed-rule-groups-use-case.html`,
};

function group(name: string, capacity: number, page: string, stops: string, labels?: string, price: ManagedGroupFacts['price'] = 'included'): ManagedGroupFacts {
  return { vendor: 'AWS', name, capacity, price, stops, labels, source: `${GUIDE}/aws-managed-rule-groups-${page}.html` };
}

/** Pages of administration that nobody outside should see. */
export const ADMIN_PROTECTION = group('AWSManagedRulesAdminProtectionRuleSet', 100, 'baseline', 'requests for exposed administration pages', 'admin-protection');

/** VPNs, proxies, Tor and hosting providers: also people who value their privacy. */
export const ANONYMOUS_IP = group('AWSManagedRulesAnonymousIpList', 50, 'ip-rep', 'clients that hide where they are', 'anonymous-ip-list');

export const LINUX = group('AWSManagedRulesLinuxRuleSet', 200, 'use-case', 'attacks on Linux, such as local file inclusion', 'linux-os');
export const POSIX = group('AWSManagedRulesUnixRuleSet', 100, 'use-case', 'attacks on POSIX systems, such as command injection', 'posix-os');
export const WINDOWS = group('AWSManagedRulesWindowsRuleSet', 200, 'use-case', 'attacks on Windows, such as PowerShell commands', 'windows-os');
export const PHP = group('AWSManagedRulesPHPRuleSet', 100, 'use-case', 'attacks on PHP, such as injected functions', 'php-app');
export const WORDPRESS = group('AWSManagedRulesWordPressRuleSet', 100, 'use-case', 'attacks on WordPress', 'wordpress-app');

// https://docs.aws.amazon.com/waf/latest/developerguide/waf-managed-rule-groups.html names the groups with additional fees
export const BOT_CONTROL = group('AWSManagedRulesBotControlRuleSet', 50, 'bot', 'bots', undefined, 'charged');
export const ACCOUNT_TAKEOVER = group('AWSManagedRulesATPRuleSet', 50, 'atp', 'logins with stolen credentials', undefined, 'charged');
export const ACCOUNT_CREATION = group('AWSManagedRulesACFPRuleSet', 50, 'acfp', 'accounts that are created by fraud', undefined, 'charged');
export const ANTI_DDOS = group('AWSManagedRulesAntiDDoSRuleSet', 50, 'anti-ddos', 'floods of requests', undefined, 'charged');

/** Every managed group of AWS, with the figures of its page. */
export const MANAGED_RULE_GROUPS: readonly ManagedGroupFacts[] = [
  IP_REPUTATION, CORE_RULE_SET, KNOWN_BAD_INPUTS, SQL_DATABASE, ADMIN_PROTECTION, ANONYMOUS_IP, LINUX, POSIX, WINDOWS, PHP, WORDPRESS,
  BOT_CONTROL, ACCOUNT_TAKEOVER, ACCOUNT_CREATION, ANTI_DDOS,
];

/** What a web application in front of a database needs, in the order of evaluation. */
export const BASELINE_RULE_GROUPS: readonly ManagedGroupFacts[] = [IP_REPUTATION, CORE_RULE_SET, KNOWN_BAD_INPUTS, SQL_DATABASE];
