import { Accepted } from './accepted';
import { Finding } from './finding';
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

  /** What people accepted; without a construct tree (bare templates) that is nothing. */
  readonly accepted?: Accepted;
}

/** Apply every rule to every resource it applies to. Pure: the app and its templates are only read. */
export function run({ app, rules, parameters, resources = app.resources(), accepted }: Run): Finding[] {
  const byType = BY_TYPE.get(rules) ?? rulesByType(rules);
  BY_TYPE.set(rules, byType);
  const findings: Finding[] = [];
  for (const resource of resources) {
    for (const rule of byType.get(resource.type) ?? []) {
      const verdict = judge(rule, resource, app, parameters);
      if (verdict) {
        findings.push(findingOf(rule, resource, verdict, accepted));
      }
    }
  }
  return findings;
}

// the same list of rules is applied to every template of a run
const BY_TYPE = new WeakMap<readonly Rule[], ReadonlyMap<string, Rule[]>>();

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

function findingOf(rule: Rule, resource: ResourceView, verdict: Verdict, accepted?: Accepted): Finding {
  if (verdict.kind === 'pass') {
    return { rule, resource, status: 'pass' };
  }
  const { kind, at, because } = verdict;
  const acceptance = kind === 'fail' ? accepted?.ofFailure(rule, resource) : accepted?.ofUnknown(rule, resource);
  return acceptance ? { rule, resource, at, because, ...acceptance } : { rule, resource, status: kind, at, because };
}
