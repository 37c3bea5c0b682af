import { AccessRow, RightRow } from './access';
import { ConstructRow, FindingRow, Report, RuleRow } from './json';
import { Safeguard, SAFEGUARDS } from '../core/safeguard';
import { Status } from '../engine/finding';
import { Severity } from '../rules/rule';

/** Where the files of a run are, for the end of a summary. */
export interface Files {
  /** The directory of the cloud assembly. */
  readonly assembly: string;

  /** The report. */
  readonly report: string;
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** A report in words: what protects the app, what was found and how to fix it, what only the deployment knows. */
export function summaryOf(report: Report, files?: Files): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const of = (status: Status) => report.findings.filter((finding) => finding.status === status);
  return [
    ...section('What protects this app', report.constructs.map(describeConstruct)),
    ...section('Who may do what, of the roles, users and groups of this app', describeAccess(report.access)),
    ...section('Findings', bySeverity(of('fail')).map((finding) => describeFinding(finding, rules.get(finding.rule)!)), 'none'),
    ...section('Waived and acknowledged', [...of('waived'), ...of('acknowledged')].map(describeAccepted)),
    ...section('Only known at deployment', of('unknown').map(describeUnknown)),
    ...section('Result', [describeCounts(report)]),
    ...section('Files', files ? [describeFiles(report, files)] : []),
  ].join('\n');
}

function section(title: string, entries: readonly string[], otherwise?: string): string[] {
  const body = entries.length === 0 && otherwise !== undefined ? [indent(otherwise)] : entries.map(indent);
  return body.length === 0 ? [] : [title, ...body, ''];
}

function indent(text: string): string {
  return text.split('\n').map((line) => `  ${line}`).join('\n');
}

function describeConstruct({ path, construct, classification, provides, waived }: ConstructRow): string {
  return [
    `${path} (${construct}${classification === undefined ? '' : `, ${classification} data`})`,
    `  on:     ${provides.map(titleOf).join(', ') || 'nothing'}`,
    ...waived.map(({ safeguard, reason }) => `  waived: ${titleOf(safeguard)}, because ${reason}`),
  ].join('\n');
}

function titleOf(safeguard: string): string {
  return SAFEGUARDS[safeguard as Safeguard]?.title ?? safeguard;
}

function bySeverity(findings: readonly FindingRow[]): FindingRow[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}

function describeFinding(finding: FindingRow, rule: RuleRow): string {
  return [
    `${finding.severity.toUpperCase()} ${rule.title}`,
    `  where: ${finding.resource} (${finding.logicalId} in ${finding.template})`,
    `  found: ${place(finding)}${finding.because}`,
    `  fix:   ${rule.fix}`,
    `  rule:  ${rule.id}${controlsOf(rule)}`,
  ].join('\n');
}

function controlsOf({ controls }: RuleRow): string {
  const ids = controls.slice(0, 4).map(({ framework, id }) => `${framework} ${id}`);
  return ids.length === 0 ? '' : `, answers ${ids.join(', ')}${controls.length > ids.length ? ` and ${controls.length - ids.length} more` : ''}`;
}

function describeAccepted({ status, resource, rule, reason, ...finding }: FindingRow): string {
  return `${resource}: ${rule} is ${status}, because ${reason}\n  ${place(finding)}${finding.because}`;
}

function describeUnknown({ resource, rule, ...finding }: FindingRow): string {
  return `${resource}: ${rule}\n  ${place(finding)}${finding.because}`;
}

function place({ at }: Pick<FindingRow, 'at'>): string {
  return at ? `${at}: ` : '';
}

function describeCounts({ counts, rules, templates }: Report): string {
  const checked = `${rules.length} rules on ${templates.length} template${templates.length === 1 ? '' : 's'}`;
  return `${checked}: ${counts.fail} failed, ${counts.waived} waived, ${counts.acknowledged} acknowledged, ${counts.unknown} unknown, ${counts.pass} passed`;
}

function describeFiles({ templates }: Report, { assembly, report }: Files): string {
  return [`report:    ${report}`, `templates: ${assembly}`, ...templates.map((template) => `           ${template}`)].join('\n');
}

const RIGHTS = { destroy: 'delete', change: 'change', read: 'read', share: 'copy' } as const;
const REMARKS = { 'yes': '', 'with-mfa': ' (with MFA)', 'conditional': ' (under conditions)', 'unknown': ' (unknown)' } as const;

function describeAccess(rows: readonly AccessRow[]): string[] {
  const byStore = new Map<string, AccessRow[]>();
  rows.forEach((row) => byStore.set(row.store, [...byStore.get(row.store) ?? [], row]));
  return [...byStore].map(([store, principals]) => [short(store), ...describeRights(principals)].join('\n'));
}

function describeRights(rows: readonly AccessRow[]): string[] {
  const lines = Object.entries(RIGHTS).flatMap(([right, verb]) => {
    const holders = rows.flatMap(({ principals, [right as keyof typeof RIGHTS]: cell }) => (
      cell === undefined ? [] : principals.map((principal) => `${short(principal)}${loginsOf(cell)}${REMARKS[cell.answer]}`)));
    return holders.length === 0 ? [] : [`  ${`${verb}:`.padEnd(8)}${listed(holders)}`];
  });
  return lines.length === 0 ? ['  nobody'] : lines;
}

function loginsOf({ users = [] }: RightRow): string {
  return users.length === 0 ? '' : ` as ${users.join(' and ')}`;
}

/** A few of them, those without a remark first. */
function listed(holders: readonly string[]): string {
  const sorted = [...holders].sort((one, other) => Number(one.endsWith(')')) - Number(other.endsWith(')')));
  return sorted.length <= 5 ? sorted.join(', ') : `${sorted.slice(0, 4).join(', ')} and ${sorted.length - 4} more`;
}

function short(path: string): string {
  return path.replace(/\/Resource$/, '');
}
