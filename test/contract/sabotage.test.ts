import { restorable } from './restorable';
import { SABOTAGE } from './sabotage-rows';
import { Sabotage } from './sabotage-tools';
import { build, Built, providedBy, SUBJECTS } from './subjects';
import { Safeguard } from '../../src/core/safeguard';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { findingsOf, ruleIds } from '../support/findings';

const CASES = SABOTAGE.flatMap((sabotage) => (
  sabotage.subjects.map((subject): [string, Safeguard, Sabotage] => [subject, sabotage.safeguard, sabotage])));

interface Victim {
  readonly built: Built;
  readonly templates: string;
  restore(): void;
}

/** Built once, and restored after every sabotage: to build them again for each took half the time. */
const VICTIMS = new Map<string, Victim>();

const templatesOf = ({ app }: Built) => JSON.stringify(resolveApp(app).map(({ id, template }) => ({ id, template })));

function victim(subject: string): Victim {
  const known = VICTIMS.get(subject);
  if (known) {
    return known;
  }
  const built = build(SUBJECTS.find(({ name }) => name === subject)!);
  const made = { built, templates: templatesOf(built), restore: restorable(built.app) };
  VICTIMS.set(subject, made);
  return made;
}

/** The rules that object to a construct after a sabotage. */
function objections(subject: string, sabotage: Pick<Sabotage, 'apply'>): string[] {
  const { built, restore } = victim(subject);
  try {
    sabotage.apply(built);
    return ruleIds(findingsOf(built.app), 'fail');
  } finally {
    restore();
  }
}

test.each(CASES)('%s without %s: exactly its rule fires', (subject, _safeguard, sabotage) => {
  expect(objections(subject, sabotage)).toEqual(sabotage.rules);
});

/** Safeguards that no template shows, each with the reason why no sabotage is tried. */
const NOT_IN_TEMPLATES: Partial<Record<string, Partial<Record<Safeguard, string>>>> = {
  'DeletionGuard': { [Safeguard.MFA_DELETION]: 'its policies are tried in a policy simulator: test/foundation/deletion' },
  'GuardDutyAlerts (adopting)': {
    [Safeguard.THREAT_DETECTION]: 'the function asks for it at deployment: test/foundation/alerts/guardduty/adoption.test.ts',
  },
  'SecureRdsReplica': {
    [Safeguard.ENCRYPTION_AT_REST]: 'RDS takes it from the source, so the rule judges the source',
    [Safeguard.CUSTOMER_MANAGED_KEY]: 'RDS takes it from the source, so the rule judges the source',
  },
  'TieredNetwork.fromVpc': { [Safeguard.PRIVATE_NETWORK]: 'the subnets are their owner\'s; what lies in them is judged by graph.public-subnet-group' },
};

test('every safeguard of every construct is sabotaged', () => {
  const tried = new Set(CASES.map(([subject, safeguard]) => `${subject}: ${safeguard}`));
  const provided = SUBJECTS.flatMap((subject) => providedBy(subject).map((safeguard): [string, Safeguard] => [subject.name, safeguard]));
  expect(provided.filter(([subject, safeguard]) => !NOT_IN_TEMPLATES[subject]?.[safeguard])
    .map(([subject, safeguard]) => `${subject}: ${safeguard}`).filter((name) => !tried.has(name))).toEqual([]);
});

test('the sabotage test can fail: a sabotage that does nothing raises no objection', () => {
  const [[subject, , sabotage]] = CASES;
  expect(objections(subject, { apply: () => undefined })).not.toEqual(sabotage.rules);
});

test('no sabotage outlives its test: the templates are what they were before all of them', () => {
  expect([...VICTIMS].filter(([, { built, templates }]) => templatesOf(built) !== templates).map(([subject]) => subject)).toEqual([]);
  expect(VICTIMS.size).toBeGreaterThan(0);
});

test('the comparison of templates can fail', () => {
  const [[subject, , sabotage]] = CASES;
  const { built, templates, restore } = victim(subject);
  sabotage.apply(built);
  expect(templatesOf(built)).not.toBe(templates);
  restore();
  expect(templatesOf(built)).toBe(templates);
});
