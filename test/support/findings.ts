import { IConstruct } from 'constructs';
import { Accepted } from '../../src/engine/accepted';
import { Finding, Status } from '../../src/engine/finding';
import { run } from '../../src/engine/run';
import { AppModel } from '../../src/model/app-model';
import { readApp } from '../../src/model/app-source';
import { TemplateSource } from '../../src/model/template-view';
import { resolveApp } from '../../src/model/unsynthesized-app';
import { RULES } from '../../src/rules';
import { DEFAULT_PARAMETERS } from '../../src/rules/parameters';
import { Rule } from '../../src/rules/rule';

/** The rules that every pack has on. */
export const ACTIVE_RULES = RULES.filter(({ byDefault }) => byDefault !== false);

/** What the rules say about an app that is not synthesized; it may be changed and judged again. */
export function findingsOf(root: IConstruct, rules: readonly Rule[] = ACTIVE_RULES): Finding[] {
  return judge(root, resolveApp(root), rules);
}

/** What the rules say about the templates of a synthesized app. */
export function findingsOfSynthesized(root: IConstruct): Finding[] {
  return judge(root, readApp(root), ACTIVE_RULES);
}

function judge(root: IConstruct, sources: TemplateSource[], rules: readonly Rule[]): Finding[] {
  return run({ app: new AppModel(sources), rules, parameters: DEFAULT_PARAMETERS, accepted: new Accepted(root) });
}

/** Findings of one status, as `rule at resource: because` in a stable order. */
export function listed(findings: readonly Finding[], ...statuses: readonly Status[]): string[] {
  return findings.filter(({ status }) => statuses.includes(status))
    .map(({ rule, resource, at, because }) => `${rule.id} at ${resource.path} ${at}: ${because}`).sort();
}

/** The ids of the rules with findings of a status, each once. */
export function ruleIds(findings: readonly Finding[], status: Status): string[] {
  return [...new Set(findings.filter((finding) => finding.status === status).map(({ rule }) => rule.id))].sort();
}
