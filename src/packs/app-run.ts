import { statSync } from 'fs';
import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ReportFile } from './report-file';
import { Accepted } from '../engine/accepted';
import { Finding, STATUSES } from '../engine/finding';
import { run } from '../engine/run';
import { AppModel } from '../model/app-model';
import { readApp } from '../model/app-source';
import { ResourceView } from '../model/resource-view';
import { TemplateView } from '../model/template-view';
import { renderReport } from '../reports/json';
import { RuleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';

/** What one call of the engine said about one template. */
interface Judgement {
  readonly rules: ReadonlySet<Rule>;
  readonly findings: readonly Finding[];
}

/**
 * One synth of an app: its templates, read once, and everything that was found in them.
 *
 * Packs share it: the framework calls every pack, and older CDK versions every pack once for each account and
 * region. So no rule runs twice on a template, and one report holds the findings of all.
 */
export class AppRun {
  /** The run of the latest synth of an app. */
  public static of(root: IConstruct): AppRun {
    const known = RUNS.get(root);
    if (known?.isCurrent()) {
      return known;
    }
    const fresh = new AppRun(root);
    RUNS.set(root, fresh);
    return fresh;
  }

  /** Before an app is synthesized again: what was read belongs to the past. */
  public static forget(root: IConstruct): void {
    RUNS.delete(root);
  }

  public readonly app: AppModel;
  public readonly accepted: Accepted;
  private readonly stamps: ReadonlyMap<string, string>;
  private readonly judged = new Map<TemplateView, Map<string, Judgement[]>>();
  private readonly claims = new Map<ResourceView, Map<Rule, object>>();
  private readonly reportFile?: ReportFile;
  private report?: string;

  private constructor(root: IConstruct) {
    this.app = new AppModel(readApp(root));
    this.accepted = new Accepted(root);
    this.reportFile = Stage.isStage(root) ? new ReportFile(root.outdir) : undefined;
    const files = [...this.app.templates.values()].map(({ source }) => source.file!);
    this.stamps = new Map(files.map((file) => [file, stampOf(file)]));
  }

  /** The templates of the given files, and those of the stacks nested in them. */
  public templatesIn(files: ReadonlySet<string>): TemplateView[] {
    const isListed = ({ source: { file, nestedIn } }: TemplateView): boolean => (
      files.has(file!) || (nestedIn !== undefined && isListed(this.app.templates.get(nestedIn.template)!)));
    return [...this.app.templates.values()].filter(isListed);
  }

  /** What rules say about templates; a rule that has been applied with the same parameters is not applied again. */
  public findings(templates: readonly TemplateView[], rules: readonly Rule[], parameters: RuleParameters): Finding[] {
    return templates.flatMap((template) => this.judge(template, rules, parameters));
  }

  /**
   * Whether a finding is this pack's to report: each violation is printed once, by the first pack that found it.
   * A pack that only reports leaves the finding to others, who may have to fail for it.
   */
  public claim({ rule, resource }: Finding, pack: object, forGood: boolean): boolean {
    const here = this.claims.get(resource) ?? new Map<Rule, object>();
    const owner = here.get(rule) ?? pack;
    if (forGood) {
      this.claims.set(resource, here.set(rule, owner));
    }
    return owner === pack;
  }

  /** Write what has been found so far, if anything is new; returns where, relative to the cloud assembly. */
  public writeReport(): string | undefined {
    this.report ??= this.reportFile?.write(this.render());
    return this.report;
  }

  private render(): Buffer {
    const judged = [...this.app.templates.values()].filter((template) => this.judged.has(template));
    const judgements = judged.map((template) => [...this.judged.get(template)!.values()].flat());
    const rules = [...new Set(judgements.flat().flatMap((judgement) => [...judgement.rules]))].sort(byId);
    return renderReport({
      constructs: this.accepted.notes.hardening,
      directory: this.reportFile?.directory,
      rules,
      templates: judged,
      findings: judgements.flatMap(merged),
    });
  }

  private judge(template: TemplateView, rules: readonly Rule[], parameters: RuleParameters): readonly Finding[] {
    const byParameters = this.judged.get(template) ?? new Map<string, Judgement[]>();
    this.judged.set(template, byParameters);
    const key = JSON.stringify(parameters);
    const judgements = byParameters.get(key) ?? [];
    const missing = rules.filter((rule) => !judgements.some((judgement) => judgement.rules.has(rule)));
    const isNew = missing.length === rules.length;
    if (missing.length > 0) {
      const { app, accepted } = this;
      const findings = run({ app, rules: isNew ? rules : missing, parameters, resources: template.resources.values(), accepted });
      judgements.push({ rules: new Set(missing), findings });
      this.report = undefined;
      byParameters.set(key, judgements);
    }
    const wanted = new Set(rules);
    return isNew
      ? judgements[judgements.length - 1]?.findings ?? []
      : judgements.flatMap(({ findings }) => findings.filter(({ rule }) => wanted.has(rule)));
  }

  private isCurrent(): boolean {
    return [...this.stamps].every(([file, stamp]) => stampOf(file) === stamp);
  }
}

const RUNS = new WeakMap<IConstruct, AppRun>();

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}|${stats.size}|${stats.ino}` : 'gone';
}

// Packs that share rules but not thresholds may judge a resource differently: the worse finding is reported.
function merged(judgements: readonly Judgement[]): readonly Finding[] {
  if (judgements.length === 1) {
    return judgements[0].findings;
  }
  const byResource = new Map<ResourceView, Map<Rule, Finding>>();
  for (const finding of judgements.flatMap(({ findings }) => findings)) {
    const here = byResource.get(finding.resource) ?? new Map<Rule, Finding>();
    const known = here.get(finding.rule);
    here.set(finding.rule, known && isWorse(known, finding) ? known : finding);
    byResource.set(finding.resource, here);
  }
  const resources = [...byResource.keys()][0]?.template.resources.values() ?? [];
  return [...resources].flatMap((resource) => [...byResource.get(resource)?.values() ?? []].sort((one, other) => byId(one.rule, other.rule)));
}

function isWorse(one: Finding, other: Finding): boolean {
  return STATUSES.indexOf(one.status) <= STATUSES.indexOf(other.status);
}

function byId(one: Rule, other: Rule): number {
  return one.id < other.id ? -1 : Number(one.id > other.id);
}
