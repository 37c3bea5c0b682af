import { readFileSync } from 'fs';
import { join, resolve } from 'path';
import { parse } from 'yaml';
import { AppModel } from '../../src/model/app-model';
import { ResourceJson, ResourceView } from '../../src/model/resource-view';
import { TemplateJson } from '../../src/model/template-view';
import { RuleParameters } from '../../src/rules/parameters';

/** A template of an app of several stacks; a nested one says which resource deploys it, others may say where: `aws://<account>/<region>`. */
export interface CaseTemplate extends TemplateJson {
  readonly nestedIn?: { readonly template: string; readonly logicalId: string };

  /** Account and region, `aws://111122223333/eu-west-1`; open when left out. */
  readonly environment?: string;
}

/** One template and what a rule says about one of its resources. */
export interface RuleCase {
  /** What the template shows: "an instance that …". */
  readonly name: string;

  /** Logical id of the resource that is judged. */
  readonly target: string;

  /** Part of the message; every bad case has one. */
  readonly because?: string;

  /** The `Resources` of the only template, or … */
  readonly resources?: Readonly<Record<string, ResourceJson>>;

  /** … all templates of the app, by stack name. */
  readonly templates?: Readonly<Record<string, CaseTemplate>>;

  /** Thresholds that differ from the defaults. */
  readonly parameters?: Partial<RuleParameters>;
}

/** The cases of one rule. */
export interface RuleCases {
  readonly good: readonly RuleCase[];
  readonly bad: readonly RuleCase[];

  /** Cases that only deployment decides, or `never because …`. */
  readonly unknown: readonly RuleCase[] | string;

  /** Resources of a judged type that the rule leaves alone. */
  readonly notApplicable?: readonly RuleCase[];
}

/** Where the cases of all rules lie. */
export const CASES = resolve(__dirname);

/** The file of the cases of a rule. */
export function casesFile(id: string): string {
  return join(CASES, `${id.replace('.', '/')}.cases.yaml`);
}

/** The cases of a rule. */
export function casesOf(id: string): RuleCases {
  return parse(readFileSync(casesFile(id), 'utf8')) as RuleCases;
}

/** The resource that a case is about, in the model of its app. */
export function targetOf({ name, target, resources, templates }: RuleCase): ResourceView {
  const stacks: Readonly<Record<string, CaseTemplate>> = templates ?? { Stack: { Resources: resources } };
  const sources = Object.entries(stacks)
    .map(([id, { nestedIn, environment, ...template }]) => ({ id, stackName: id, template, nestedIn, environment }));
  const found = [...new AppModel(sources).resources()].find(({ logicalId }) => logicalId === target);
  if (found === undefined) {
    throw new Error(`case '${name}': no resource ${target}`);
  }
  return found;
}
