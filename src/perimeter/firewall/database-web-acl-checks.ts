import { Construct, IConstruct } from 'constructs';
import type { DatabaseWebAcl } from './database-web-acl';
import { DatabaseWebAclProps } from './database-web-acl-props';
import { FirewallRule } from './firewall-rule';
import { checkNames } from './firewall-rule-group';
import { checkGlobal } from './global-region';
import { WebAclScope } from './web-acl-scope';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { KNOWN_BAD_INPUTS, SQL_DATABASE } from '../../facts/managed-rule-groups';
import { WEB_ACL_CAPACITY } from '../../facts/web-acl-limits';

/** What is checked before a web ACL is created. */
interface Checked {
  readonly props: DatabaseWebAclProps;
  readonly rules: readonly FirewallRule[];
  readonly capacity: number;
  readonly hardening: Hardening;
}

/** Which safeguards a web ACL knows. */
export function hardeningFor(props: DatabaseWebAclProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'DatabaseWebAcl',
    classification: props.classification,
    safeguards: [Safeguard.WEB_FIREWALL, Safeguard.FIREWALL_LOGS, Safeguard.ALARMS],
    waivers: props.waivers,
  }, problems);
}

/** Collect what is wrong with the props of a web ACL. */
export function checkWebAcl(scope: Construct, { props, rules, capacity, hardening }: Checked, problems: PropProblems): void {
  problems.when(capacity > WEB_ACL_CAPACITY.max, 'CAPACITY_EXCEEDED', () => (
    `the rules take up to ${capacity} WCUs, a web ACL holds at most ${WEB_ACL_CAPACITY.max}; leave rules out`));
  checkNames(rules, problems);
  if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
    checkBaseline(rules, problems);
  }
  checkRegion(scope, props, problems);
  const kind = props.defaultAction?._kind;
  problems.when(kind !== undefined && kind !== 'allow' && kind !== 'block', 'DEFAULT_ACTION_INVALID', () => (
    `\`defaultAction\` is ${kind}, allowed are allow, block and respond; a default action decides`));
  props.secretHeaders?.forEach((header, index) => problems.text(`secretHeaders[${index}]`, header, {
    code: 'SECRET_HEADERS_INVALID', pattern: /^[^\s:]{1,64}$/, allowed: '1 to 64 characters without spaces or colons', instead: 'pass the name of the header',
  }));
  problems.wholeNumber('surge', props.surge, { code: 'SURGE_OUT_OF_RANGE', min: 1, max: 1_000_000_000, unit: 'requests', instead: 'leave it out for 1000' });
  const destination = hardening.keeps(Safeguard.FIREWALL_LOGS) ? props.logs?._destination ?? 'logs' : undefined;
  problems.when(props.encryptionKey !== undefined && (destination === undefined || destination === 'firehose'), 'ENCRYPTION_KEY_UNUSED', () => (
    `\`encryptionKey\` is given, but ${destination === undefined ? 'Safeguard.FIREWALL_LOGS is waived' : 'a delivery stream has a key of its own'}; remove it`));
}

function checkBaseline(rules: readonly FirewallRule[], problems: PropProblems): void {
  const guards = rules.filter((rule) => rule._facts.acts).map((rule) => rule._facts.guards);
  const wanted: readonly (readonly [string, string])[] = [
    ['rate', 'a rate limit (FirewallRule.rate)'],
    [`AWS:${KNOWN_BAD_INPUTS.name}`, 'ManagedRuleGroup.KNOWN_BAD_INPUTS'],
    [`AWS:${SQL_DATABASE.name}`, 'ManagedRuleGroup.SQL_DATABASE'],
  ];
  const missing = wanted.filter(([guard]) => !guards.includes(guard)).map(([, name]) => name);
  problems.when(missing.length > 0, 'BASELINE_MISSING', () => (
    `\`rules\` lacks ${missing.join(', ')} that does more than count; add DatabaseWebAcl.baseline(), or waive Safeguard.WEB_FIREWALL while you only watch`));
}

function checkRegion(scope: Construct, { scope: webAclScope, rules }: DatabaseWebAclProps, problems: PropProblems): void {
  checkGlobal(scope, webAclScope, problems);
  const mine = webAclScope ?? WebAclScope.REGIONAL;
  rules?.filter((rule) => (rule._facts.scope ?? mine) !== mine).forEach(({ name, _facts }) => problems.add('RULE_GROUP_SCOPE',
    `the rule group of ${name} is for ${_facts.scope}, the web ACL for ${mine}; create both for the same`));
}

/** A web ACL of CloudFront has no associations: distributions name it. */
export function checkAssociation(acl: DatabaseWebAcl, owner: IConstruct): void {
  const problems = new PropProblems('WebAclAssociation', owner, 'WebAclAssociation');
  problems.when(acl.scope === WebAclScope.CLOUDFRONT, 'SCOPE_MISMATCH', () => (
    `'${acl.node.path}' is a web ACL for CloudFront, which protects distributions only; create one with WebAclScope.REGIONAL`));
  problems.throwIfAny();
}
