import { relative, sep } from 'path';
import { IConstruct } from 'constructs';
import { accessRows, AccessRows } from './access';
import { DataClassification } from '../core/data-classification';
import { HardeningRecord } from '../core/hardening';
import { Finding, Status, STATUSES } from '../engine/finding';
import { ResourceView } from '../model/resource-view';
import { TemplateView } from '../model/template-view';
import { Rule, Severity } from '../rules/rule';

/** The name of the report in the root directory of the cloud assembly. */
export const REPORT_FILE = 'database-hardening-report.json';

/** Grows with the shape of the report: the first number when readers break, the second when something is added. */
export const REPORT_SCHEMA = '1.1';

/** How many findings have each status. */
export type Counts = Readonly<Record<Status, number>>;

/** A rule that was applied, and what came out. */
export interface RuleRow {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: Severity;
  readonly safeguard: string;
  readonly controls: readonly { readonly framework: string; readonly id: string; readonly title: string }[];
  readonly counts: Counts;
}

/** One rule applied to one resource. */
export interface FindingRow {
  readonly status: Status;
  readonly rule: string;
  readonly severity: Severity;

  /** The construct path; in included templates the stack and the logical id. */
  readonly resource: string;
  readonly logicalId: string;
  readonly type: string;

  /** The template, relative to the cloud assembly. */
  readonly template: string;
  readonly at?: string;
  readonly because?: string;
  readonly reason?: string;
}

/** A construct of this library, in its own words. */
export interface ConstructRow {
  readonly path: string;
  readonly construct: string;
  readonly classification?: DataClassification;
  readonly provides: readonly string[];
  readonly waived: readonly { readonly safeguard: string; readonly reason: string }[];
}

/** Everything that the rules said about an app. The same app gives the same bytes. */
export interface Report extends AccessRows {
  readonly schema: string;
  readonly counts: Counts;

  /** The templates that were judged, relative to the cloud assembly. */
  readonly templates: readonly string[];
  readonly constructs: readonly ConstructRow[];
  readonly rules: readonly RuleRow[];
  readonly findings: readonly FindingRow[];
}

/** What a report is about. */
export interface ReportSubject {
  /** The constructs of this library, in the order of the tree; absent for bare templates. */
  readonly constructs?: ReadonlyMap<IConstruct, HardeningRecord>;

  /** The directory of the cloud assembly. */
  readonly directory?: string;
  readonly rules: readonly Rule[];
  readonly templates: readonly TemplateView[];

  /** In the order of the templates, of the resources in them, and of the rules. */
  readonly findings: readonly Finding[];
}

/** The report of a run. */
export function reportOf(subject: ReportSubject): Report {
  return JSON.parse(renderReport(subject).toString()) as Report;
}

/** The report as a file: a line for each rule and each finding, so that two reports can be compared line by line. */
export function renderReport({ constructs = new Map(), directory, rules, templates, findings }: ReportSubject): Buffer {
  const names = new Map(templates.map((template) => [template, nameOf(template, directory)]));
  const total = zero();
  const perRule = new Map(rules.map((rule) => [rule, zero()]));
  for (const { rule, status } of findings) {
    total[status] += 1;
    perRule.get(rule)![status] += 1;
  }
  const head = JSON.stringify({ schema: REPORT_SCHEMA, counts: total, templates: [...names.values()] }, undefined, 2).slice(0, -2);
  const constructRows = [...constructs].map(([construct, record]) => JSON.stringify({ path: construct.node.path, ...record }));
  const { access, principals } = templates.length === 0 ? { access: [], principals: [] } : accessRows(templates[0].app, names);
  const ruleRows = [...perRule].map(([rule, counts]) => JSON.stringify(ruleRow(rule, counts)));
  return Buffer.concat([
    Buffer.from(head),
    ...renderList('constructs', constructRows),
    ...renderList('rules', ruleRows),
    ...renderList('findings', renderFindings(findings, names)),
    ...renderList('access', access.map((row) => JSON.stringify(row))),
    ...renderList('principals', principals.map((row) => JSON.stringify(row))),
    Buffer.from('\n}\n'),
  ]);
}

// In pieces: a text of megabytes with one arrow in it would take two bytes for each character, and be copied at every step.
const PIECE = 32768;

function* renderList(name: string, rows: Iterable<string>): Iterable<Buffer> {
  let text = `,\n  "${name}": [`;
  let separator = '';
  for (const row of rows) {
    text += `${separator}\n    ${row}`;
    separator = ',';
    if (text.length > PIECE) {
      yield Buffer.from(text);
      text = '';
    }
  }
  yield Buffer.from(`${text}${separator && '\n  '}]`);
}

// Findings repeat what their neighbours say about rule and resource: rendering that once saves most of the time.
function* renderFindings(findings: readonly Finding[], names: ReadonlyMap<TemplateView, string>): Iterable<string> {
  const rules = new Map<Rule, string>();
  let resource: ResourceView | undefined;
  let subject = '';
  for (const finding of findings) {
    if (finding.resource !== resource) {
      resource = finding.resource;
      subject = fields(subjectOf(resource, names.get(resource.template)!));
    }
    const { rule, status } = finding;
    const head = rules.get(rule) ?? fields({ rule: rule.id, severity: rule.severity });
    rules.set(rule, head);
    yield `{"status":"${status}",${head},${subject}${status === 'pass' ? '' : detail(finding)}}`;
  }
}

function detail({ at, because, reason }: Finding): string {
  return `,"at":${JSON.stringify(at)},"because":${JSON.stringify(because)}${reason === undefined ? '' : `,"reason":${JSON.stringify(reason)}`}`;
}

function fields(row: object): string {
  return JSON.stringify(row).slice(1, -1);
}

function subjectOf({ path, logicalId, type }: ResourceView, template: string): Partial<FindingRow> {
  return { resource: path, logicalId, type, template };
}

function zero(): Record<Status, number> {
  return Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
}

function nameOf({ id, source: { file } }: TemplateView, directory?: string): string {
  return file !== undefined && directory !== undefined ? relative(directory, file).split(sep).join('/') : id;
}

function ruleRow({ id, title, why, fix, severity, safeguard, controls }: Rule, counts: Counts): RuleRow {
  return { id, title, why, fix, severity, safeguard, controls: controls.map((control) => ({ ...control })), counts };
}
