import { IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppRun } from './app-run';
import { removeStaleReports } from './report-file';
import { fails, violationOf } from './violations';
import { Accepted } from '../engine/accepted';
import { Acknowledgements } from '../engine/acknowledgements';
import { Finding } from '../engine/finding';
import { run } from '../engine/run';
import { AppModel } from '../model/app-model';
import { resolveApp } from '../model/unsynthesized-app';
import { RuleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';

/** What a pack is made of: a choice of rules and how strictly they count. */
export interface PackOptions {
  readonly rules: readonly Rule[];
  readonly parameters: RuleParameters;
  readonly reportOnly: boolean;
}

/** What all packs do; a pack is a choice of rules and nothing else. */
export class PackRunner {
  public constructor(private readonly options: PackOptions) {}

  /** Prepare for a synth: the framework forbids to replace the report of an earlier one once validation runs. */
  public attachTo(scope: IConstruct): void {
    scope.node.addValidation({
      validate: () => {
        AppRun.forget(scope.node.root);
        removeStaleReports(scope.node.root);
        return [];
      },
    });
  }

  /** Judge the templates that the framework hands over, in the light of the whole app. */
  public validate({ appConstruct, stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { rules, parameters } = this.options;
    const current = AppRun.of(appConstruct);
    const templates = current.templatesIn(new Set(stackTemplates.map(({ templatePath }) => templatePath)));
    const findings = current.findings(templates, rules, parameters);
    const report = current.writeReport();
    const noted = findings.filter((finding) => isNoted(finding) && current.claim(finding, this, !this.options.reportOnly));
    return {
      ...this.reportOf(noted, current.accepted.acknowledgements),
      metadata: report === undefined ? undefined : { report },
    };
  }

  /** Judge a part of an app that is not synthesized. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const { rules, parameters } = this.options;
    const root = scope.node.root;
    const app = new AppModel(resolveApp(root));
    const inside = scope === root ? '' : `${scope.node.path}/`;
    const resources = [...app.resources()].filter(({ path, node, template }) => (
      path.startsWith(inside) || node === scope || (!node && `${template.source.stack!.node.path}/`.startsWith(inside))));
    const accepted = new Accepted(root);
    const findings = run({ app, rules, parameters, resources, accepted });
    return this.reportOf(findings.filter(({ status }) => status === 'fail'), accepted.acknowledgements);
  }

  private reportOf(findings: readonly Finding[], acknowledgements: Acknowledgements): PolicyValidationPluginReport {
    const { reportOnly } = this.options;
    return {
      success: reportOnly || !findings.some(fails),
      violations: findings.map((finding) => violationOf(finding, acknowledgements, reportOnly)),
    };
  }
}

// the framework moves acknowledged violations to a list of their own; the rest stands in our report only
function isNoted({ status }: Finding): boolean {
  return status === 'fail' || status === 'acknowledged';
}
