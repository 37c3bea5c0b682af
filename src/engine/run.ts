import { Acknowledgements } from './acknowledgements';
import { Finding } from './finding';
import { waiverReason } from './waivers';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { RuleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';
import { Verdict, undecided } from '../rules/verdict';

/** What is judged, and by what. */
export interface Run {
  readonly app: AppModel;
  readonly rules: readonly Rule[];
  readonly parameters: RuleParameters;

  /** The resources that are judged; the others of the app are only looked at. Default: all. */
  readonly resources?: Iterable<ResourceView>;

  /** The acknowledgements of the app; without them (bare templates) nothing is acknowledged. */
  readonly acknowledgements?: Acknowledgements;
}

/** Apply every rule to every resource it applies to. Pure: the app and its templates are only read. */
export function run({ app, rules, parameters, resources = app.resources(), acknowledgements }: Run): Finding[] {
  const byType = rulesByType(rules);
  const findings: Finding[] = [];
  for (const resource of resources) {
    for (const rule of byType.get(resource.type) ?? []) {
      const verdict = judge(rule, resource, app, parameters);
      if (verdict) {
        findings.push(findingOf(rule, resource, verdict, acknowledgements));
      }
    }
  }
  return findings;
}

function rulesByType(rules: readonly Rule[]): ReadonlyMap<string, Rule[]> {
  const byType = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const type of rule.appliesTo) {
      const known = byType.get(type);
      if (known) {
        known.push(rule);
      } else {
        byType.set(type, [rule]);
      }
    }
  }
  return byType;
}

// a rule that throws says nothing about the resource: neither a pass nor a violation
function judge(rule: Rule, resource: ResourceView, app: AppModel, parameters: RuleParameters): Verdict | undefined {
  try {
    return rule.only && !rule.only(resource, app) ? undefined : rule.check(resource, app, parameters);
  } catch (error) {
    return undecided('', `rule crashed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function findingOf(rule: Rule, resource: ResourceView, verdict: Verdict, acknowledgements?: Acknowledgements): Finding {
  if (verdict.kind === 'pass') {
    return { rule, resource, status: 'pass' };
  }
  const { at, because } = verdict;
  if (verdict.kind === 'unknown') {
    return { rule, resource, status: 'unknown', at, because };
  }
  const waived = waiverReason(rule.safeguard, resource);
  if (waived !== undefined) {
    return { rule, resource, status: 'waived', at, because, reason: waived };
  }
  const acknowledged = acknowledgements?.of(rule, resource);
  return acknowledged
    ? { rule, resource, status: 'acknowledged', at, because, reason: acknowledged.reason, acknowledgedAs: acknowledged.ruleName }
    : { rule, resource, status: 'fail', at, because };
}
