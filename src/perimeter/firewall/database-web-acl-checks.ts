import { IResource, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BodyInspection } from './body-inspection';
import type { DatabaseWebAcl } from './database-web-acl';
import { DatabaseWebAclProps } from './database-web-acl-props';
import { FirewallRollout } from './firewall-rollout';
import { FirewallRule } from './firewall-rule';
import { checkNames, checkRates } from './firewall-rule-group';
import { checkGlobal } from './global-region';
import { WebAclScope } from './web-acl-scope';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { CORE_RULE_SET, KNOWN_BAD_INPUTS, LOG4J_RULES, SQL_DATABASE } from '../../facts/managed-rule-groups';
import { RATE_RULE, WEB_ACL_CAPACITY, WEB_ACL_LIMITS } from '../../facts/web-acl-limits';
import { checkHome, checkRegion } from '../../foundation/home-region';

/** What is checked before a web ACL is created. */
interface Checked {
  readonly props: DatabaseWebAclProps;
  readonly rules: readonly FirewallRule[];
  readonly bodies: BodyInspection;
  readonly capacity: number;
  readonly hardening: Hardening;
}

/** Headers that carry credentials. */
export const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key'];

/** Which safeguards a web ACL knows. */
export function hardeningFor(props: DatabaseWebAclProps, problems: PropProblems): Hardening {
  return new Hardening({
    construct: 'DatabaseWebAcl',
    classification: props.classification,
    safeguards: [Safeguard.WEB_FIREWALL, Safeguard.FIREWALL_LOGS, Safeguard.ALARMS],
    waivers: props.waivers,
  }, problems);
}

/** Whether nothing is blocked, whatever the rules say. */
export function countsOnly({ rollout }: DatabaseWebAclProps, hardening: Hardening): boolean {
  return !hardening.keeps(Safeguard.WEB_FIREWALL) && rollout !== FirewallRollout.AS_RULES_SAY;
}

/** Collect what is wrong with the props of a web ACL. */
export function checkWebAcl(scope: Construct, { props, rules, bodies, capacity, hardening }: Checked, problems: PropProblems): void {
  problems.when(capacity > WEB_ACL_CAPACITY.max, 'CAPACITY_EXCEEDED', () => (
    `the rules take up to ${capacity} WCUs, a web ACL holds at most ${WEB_ACL_CAPACITY.max}; leave rules out`));
  checkRates(rules, RATE_RULE.perWebAcl, problems);
  checkNames([...rules.flatMap(({ _facts }) => _facts.names), ...bodies._names], problems);
  problems.when(bodies._names.length > 0 && !rules.some(({ name }) => name === CORE_RULE_SET.name), 'UPLOADS_WITHOUT_CORE', () => (
    '`bodies` accepts uploads, but `rules` lacks ManagedRuleGroup.CORE, which refuses large bodies elsewhere; add it, or leave `bodies` out'));
  if (hardening.keeps(Safeguard.WEB_FIREWALL)) {
    checkBaseline(rules, problems);
    problems.when(props.rollout !== undefined, 'ROLLOUT_UNUSED', () => (
      '`rollout` is given, but Safeguard.WEB_FIREWALL is not waived, so that its rules must block; waive it with the reason, or remove `rollout`'));
  }
  checkScopes(scope, props, problems);
  checkHome(scope, props, problems);
  const kind = props.defaultAction?._kind;
  problems.when(kind !== undefined && kind !== 'allow' && kind !== 'block', 'DEFAULT_ACTION_INVALID', () => (
    `\`defaultAction\` is ${kind}, allowed are allow, block and respond; a default action decides`));
  problems.wholeNumber('surge', props.surge, { code: 'SURGE_OUT_OF_RANGE', min: 1, max: 1_000_000_000, unit: 'requests', instead: 'leave it out for 1000' });
  checkLogs(scope, props, hardening, problems);
}

function checkLogs(scope: Construct, props: DatabaseWebAclProps, hardening: Hardening, problems: PropProblems): void {
  const { encryptionKey, logs, secretHeaders = [] } = props;
  problems.mustBeKnown('secretHeaders', secretHeaders, 'SECRET_HEADERS_UNKNOWN', 'pass a list of plain texts');
  const room = WEB_ACL_LIMITS.redactedFields - SECRET_HEADERS.length;
  problems.when(secretHeaders.length > room, 'SECRET_HEADERS_TOO_MANY', () => (
    `\`secretHeaders\` has ${secretHeaders.length} entries, WAF redacts ${room} besides ${SECRET_HEADERS.join(', ')}; put credentials into fewer headers`));
  known(secretHeaders)?.forEach((header, index) => problems.text(`secretHeaders[${index}]`, header, {
    code: 'SECRET_HEADERS_INVALID', pattern: /^[^\s:]{1,64}$/, allowed: '1 to 64 characters without spaces or colons', instead: 'pass the name of the header',
  }));
  const destination = hardening.keeps(Safeguard.FIREWALL_LOGS) ? logs?._destination ?? 'logs' : undefined;
  problems.when(encryptionKey !== undefined && (destination === undefined || destination === 'firehose'), 'ENCRYPTION_KEY_UNUSED', () => (
    `\`encryptionKey\` is given, but ${destination === undefined ? 'Safeguard.FIREWALL_LOGS is waived' : 'a delivery stream has a key of its own'}; remove it`));
  const [stream, home] = [known(logs?._streamArn)?.split(':')[3], known(Stack.of(scope).region)];
  problems.when(stream !== undefined && home !== undefined && stream !== home, 'STREAM_ELSEWHERE', () => (
    `\`logs\` go to a delivery stream in ${stream}, but the stack lies in ${home}; pass a stream in ${home}`));
}

function checkBaseline(rules: readonly FirewallRule[], problems: PropProblems): void {
  const guards = rules.filter((rule) => rule._facts.acts).map((rule) => rule._facts.guards);
  const wanted: readonly (readonly [string, string])[] = [
    ['rate', 'a rate limit (FirewallRule.rate)'],
    [`AWS:${KNOWN_BAD_INPUTS.name}`, `ManagedRuleGroup.KNOWN_BAD_INPUTS (with each of its rules ${LOG4J_RULES}…)`],
    [`AWS:${SQL_DATABASE.name}`, 'ManagedRuleGroup.SQL_DATABASE'],
  ];
  const missing = wanted.filter(([guard]) => !guards.includes(guard)).map(([, name]) => name);
  problems.when(missing.length > 0, 'BASELINE_MISSING', () => (
    `\`rules\` lacks ${missing.join(', ')} that does more than count; add DatabaseWebAcl.baseline(), or waive Safeguard.WEB_FIREWALL while you only watch`));
}

function checkScopes(scope: Construct, { scope: webAclScope, rules }: DatabaseWebAclProps, problems: PropProblems): void {
  checkGlobal(scope, webAclScope, problems);
  const mine = webAclScope ?? WebAclScope.REGIONAL;
  rules?.filter((rule) => (rule._facts.scope ?? mine) !== mine).forEach(({ name, _facts }) => problems.add('RULE_GROUP_SCOPE',
    `the rule group of ${name} is for ${_facts.scope}, the web ACL for ${mine}; create both for the same`));
  rules?.forEach((rule) => checkRegion(scope, `rules.${rule.name}`, rule._facts.region === undefined ? undefined : { env: { region: rule._facts.region } },
    'create the rule group in that region', problems, 'RULE_GROUP_ELSEWHERE'));
}

/** A web ACL of CloudFront has no associations: distributions name it. A resource has one web ACL, of its region. */
export function checkAssociation(acl: DatabaseWebAcl, owner: IResource, id: string): void {
  const problems = new PropProblems('WebAclAssociation', owner, id);
  problems.when(owner.node.tryFindChild(id) !== undefined, 'ASSOCIATION_REPEATED', () => (
    `'${owner.node.path}' has a web ACL already, and may have one; remove one of the calls`));
  checkRegion(acl, 'resource', acl.scope === WebAclScope.CLOUDFRONT ? undefined : owner, 'create a web ACL there', problems);
  problems.when(acl.scope === WebAclScope.CLOUDFRONT, 'SCOPE_MISMATCH', () => (
    `'${acl.node.path}' is a web ACL for CloudFront, which protects distributions only; create one with WebAclScope.REGIONAL`));
  problems.throwIfAny();
}
