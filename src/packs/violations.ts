import { PolicyViolatingResource, PolicyViolation } from 'aws-cdk-lib';
import { Acknowledgements } from '../engine/acknowledgements';
import { Finding } from '../engine/finding';
import { Rule, Severity } from '../rules/rule';

const RULE_PAGES = 'https://github.com/cdk-hardened-databases/cdk-hardened-databases/blob/main/docs/rules';

// the framework fails a synth for `error`, prints `warning`, and in its strict mode fails for warnings too
const SEVERITIES: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'error', low: 'warning' };
const REPORTED_ONLY = 'info';

/** A finding as the framework prints and records it. */
export function violationOf(finding: Finding, acknowledgements: Acknowledgements, reportOnly: boolean): PolicyViolation {
  const { rule, resource, at, because, acknowledgedAs } = finding;
  return {
    ruleName: acknowledgedAs ?? acknowledgements.unacknowledgedName(rule, resource),
    description: `${rule.title}. ${at ? `${at}: ` : ''}${because}`,
    fix: rule.fix,
    severity: reportOnly ? REPORTED_ONLY : SEVERITIES[rule.severity],
    ruleMetadata: metadataOf(rule),
    violatingResources: [violatingResource(finding)],
  };
}

/** Whether a finding fails the synth. */
export function fails({ rule, status }: Finding): boolean {
  return status === 'fail' && SEVERITIES[rule.severity] === 'error';
}

// The framework finds the construct, and with it the line of code, by template and logical id. A resource that no
// construct stands for (an included template) goes by the path of its stack, so that acknowledgements reach it.
function violatingResource({ resource, at }: Finding): PolicyViolatingResource {
  const locations = at ? [at] : [];
  const { file, stack } = resource.template.source;
  if (file !== undefined && (resource.node || !stack)) {
    return { resourceLogicalId: resource.logicalId, templatePath: file, locations };
  }
  return { constructPath: (resource.node ?? stack)?.node.path ?? resource.path, locations };
}

const METADATA = new WeakMap<Rule, { readonly [key: string]: string }>();

function metadataOf(rule: Rule): { readonly [key: string]: string } {
  const known = METADATA.get(rule) ?? describe(rule);
  METADATA.set(rule, known);
  return known;
}

function describe({ id, title, why, severity, safeguard, controls }: Rule): { readonly [key: string]: string } {
  const ids: { [framework: string]: string } = {};
  for (const control of controls) {
    ids[control.framework] = ids[control.framework] === undefined ? control.id : `${ids[control.framework]}, ${control.id}`;
  }
  return { title, why, severity, safeguard, docs: `${RULE_PAGES}/${id.replace('.', '/')}.md`, ...ids };
}
