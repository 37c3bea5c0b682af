import { Subject } from './subject';
import { build, providedBy, SUBJECTS } from './subjects';
import { Safeguard, SAFEGUARDS } from '../../src/core/safeguard';
import { Waiver } from '../../src/core/waiver';
import { findingsOf, listed, ruleIds, ACTIVE_RULES } from '../support/findings';

const REASON = 'preview environment, rebuilt nightly';

/** Waivers that a construct accepts only together with another one. */
const TOGETHER: Partial<Record<Safeguard, Safeguard[]>> = {
  [Safeguard.RETENTION]: [Safeguard.KEY_DELETION_GUARD, Safeguard.BACKUP_PLAN],
  [Safeguard.WEB_FIREWALL]: [Safeguard.FIREWALL_LOGS],
};

/** Constructs that take no waivers: whoever wants none of what they are does without them. */
const WITHOUT_WAIVERS = ['DeletionGuard', 'DynamoReplicaAlarms'];

const CASES = SUBJECTS.flatMap((subject) => providedBy(subject)
  .filter((safeguard) => SAFEGUARDS[safeguard].permanent === undefined && !WITHOUT_WAIVERS.includes(subject.name))
  .map((safeguard): [string, Safeguard, Subject] => [subject.name, safeguard, subject]));

test.each(CASES)('%s with a waiver of %s: exactly that is found, and reported as waived with its reason', (name, safeguard, subject) => {
  const safeguards = [safeguard, ...TOGETHER[safeguard] ?? []].filter((each) => providedBy(subject).includes(each));
  const { app } = build(subject, safeguards.map((each) => Waiver.of(each, REASON)));
  const findings = findingsOf(app);
  expect(listed(findings, 'fail', 'unknown', 'acknowledged')).toEqual([]);
  const waived = findings.filter(({ status }) => status === 'waived');
  expect(ruleIds(findings, 'waived')).not.toEqual([]);
  for (const { rule, reason } of waived) {
    expect(safeguards).toContain(rule.safeguard);
    expect(reason).toBe(REASON);
  }
  expect(waived.map(({ rule }) => rule.safeguard)).toContain(safeguard);
  expect(name).toBe(subject.name);
});

/** Safeguards that no rule demands, each with the reason. */
const DEMANDED_BY_NO_RULE: Partial<Record<Safeguard, string>> = {
  [Safeguard.MFA_DELETION]: 'organisations bind people by service control policies or permission sets outside the app; the guard itself is tried in a simulator',
};

test('every safeguard is verified by a rule', () => {
  const verified = new Set(ACTIVE_RULES.map(({ safeguard }) => safeguard));
  const provided = new Set(SUBJECTS.flatMap((subject) => providedBy(subject)));
  expect([...provided].filter((safeguard) => !verified.has(safeguard) && !DEMANDED_BY_NO_RULE[safeguard])).toEqual([]);
});
