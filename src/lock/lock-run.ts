import { existsSync, readFileSync, statSync } from 'fs';
import { dirname, join, relative } from 'path';
import { PolicyViolation } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { compare, Comparison } from './compare';
import { CurrentStack, currentStacks } from './current-stacks';
import { gapText } from './gap-texts';
import { readLockFile, renderLockFile, writeLockFile } from './lock-file';
import { LOCK_CONTEXT, lockWords, recordCommand, RELEASE_CONTEXT, releaseCommand } from './lock-words';
import { entriesOf, Locked } from './locked';
import { Gap, Loss } from './loss';
import { lossText } from './loss-texts';
import { AppModel } from '../model/app-model';
import { readApp } from '../model/app-source';
import { ResourceView } from '../model/resource-view';
import { TemplateView } from '../model/template-view';

/** A violation, and the template that it is about; none when it is about the file. */
export interface LockFinding {
  readonly violation: PolicyViolation;
  readonly template?: TemplateView;
}

/** What a lock looks at. */
export interface LockRunOptions {
  readonly scope: IConstruct;
  readonly file: string;
  readonly types: ReadonlySet<string>;
}

/** The framework lets nobody acknowledge what is fatal: an acknowledgement would let every later loss of that construct pass too. */
const FATAL = 'fatal';
const WARNINGS: readonly Gap['kind'][] = ['may-be-replaced', 'environment-changed', 'older-record'];
const NOTHING: Locked = { properties: {}, stacks: [] };

/**
 * One synth in the light of the lock file: compared, and recorded if that was asked for.
 *
 * Older versions of the CDK call a plugin once for each account and region: all calls of one synth share a run, so that
 * the file is read before it is written.
 */
export class LockRun {
  public readonly app: AppModel;
  public readonly findings: readonly LockFinding[];
  private readonly stamps: ReadonlyMap<string, string>;
  private readonly shownFile: string;

  public constructor(private readonly options: LockRunOptions) {
    this.shownFile = relative(process.cwd(), options.file);
    this.app = new AppModel(readApp(options.scope));
    const files = [...this.app.templates.values()].map(({ source }) => source.file!);
    this.stamps = new Map(files.map((file) => [file, stampOf(file)]));
    // the command line synthesizes again once it has looked up what is missing; until then templates hold dummy values
    this.findings = [...new Set(files.map(dirname))].some(isProvisional) ? [] : this.judge();
  }

  /** Whether the templates are still those of this run. */
  public isCurrent(): boolean {
    return [...this.stamps].every(([file, stamp]) => stampOf(file) === stamp);
  }

  private judge(): LockFinding[] {
    const { scope, file } = this.options;
    const { locked, problem } = readLockFile(file);
    const known = entriesOf((locked ?? NOTHING).stacks).map(({ resource }) => resource.type);
    const current = currentStacks(this.app, new Set([...this.options.types, ...known]));
    const comparison = compare(locked ?? NOTHING, current);
    const words = lockWords(scope.node.tryGetContext(LOCK_CONTEXT), scope.node.tryGetContext(RELEASE_CONTEXT), comparison.losses);
    const lost = comparison.losses.filter(({ entry }) => !words.released.has(entry)).map((loss) => this.ofLoss(loss));
    const wrong = [
      ...words.problems.map((text) => this.ofFile('wrong-context', `Nothing was recorded: ${text}.`, 'See the documentation of `ReplacementLock`.')),
      ...(problem === undefined ? [] : [this.ofFile('unreadable', `${this.shownFile} cannot be read: ${problem}.`, 'Nothing is compared and nothing is recorded until it can.')]),
    ];
    if (problem !== undefined || !words.isRecording) {
      return [...wrong, ...lost, ...(problem === undefined ? this.gapsOf(comparison, locked, current) : [])];
    }
    const refused = [...wrong, ...lost];
    if (refused.length === 0) {
      this.record(current);
    }
    return [...refused, ...comparison.gaps.filter(({ kind }) => kind === 'may-be-replaced').map((gap) => this.ofGap(gap))];
  }

  private record(current: readonly CurrentStack[]): void {
    const { file } = this.options;
    const isEmpty = current.every(({ resources }) => Object.keys(resources).length === 0);
    if (!isEmpty || existsSync(file)) {
      writeLockFile(file, renderLockFile(current));
    }
  }

  private gapsOf({ gaps }: Comparison, locked: Locked | undefined, current: readonly CurrentStack[]): LockFinding[] {
    const count = current.flatMap(({ resources }) => Object.keys(resources)).length;
    if (locked || count === 0) {
      return gaps.map((gap) => this.ofGap(gap));
    }
    const resources = count === 1 ? 'the one resource of this app that holds data is' : `the ${count} resources of this app that hold data are`;
    return [this.ofFile('no-file', `There is no ${this.shownFile}: ${resources} not recorded, and nothing would notice a loss.`, recordCommand(this.shownFile))];
  }

  private ofLoss(loss: Loss): LockFinding {
    const { description, fix } = lossText(loss);
    const current = 'resource' in loss ? loss.resource : 'successor' in loss ? loss.successor : undefined;
    return this.finding(loss.kind, FATAL, { description, fix: `${fix} ${releaseCommand(loss.entry, this.shownFile)}` }, {
      resource: current,
      path: loss.entry.resource.path,
      template: current?.template ?? ('current' in loss ? loss.current.template : undefined),
    });
  }

  private ofGap(gap: Gap): LockFinding {
    const resource = 'resource' in gap ? gap.resource : undefined;
    const template = resource?.template ?? ('current' in gap ? gap.current.template : undefined);
    return this.finding(gap.kind, WARNINGS.includes(gap.kind) ? 'warning' : 'error', gapText(gap, this.shownFile), {
      resource, template, path: resource?.path ?? template?.id,
    });
  }

  private ofFile(kind: string, description: string, fix: string): LockFinding {
    return this.finding(kind, FATAL, { description, fix }, {});
  }

  private finding(ruleName: string, severity: string, text: { readonly description: string; readonly fix: string }, where: {
    readonly resource?: ResourceView; readonly path?: string; readonly template?: TemplateView;
  }): LockFinding {
    const { resource, template, path = this.options.scope.node.path } = where;
    // the framework finds the line of code by template and logical id; it knows no construct for what is gone or was included
    const place = resource?.node
      ? { resourceLogicalId: resource.logicalId, templatePath: resource.template.source.file! }
      : { constructPath: path };
    return { violation: { ruleName, severity, ...text, violatingResources: [{ ...place, locations: [] }] }, template };
  }
}

function isProvisional(directory: string): boolean {
  const manifest = join(directory, 'manifest.json');
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')).missing ?? []).length > 0;
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats ? `${stats.mtimeMs}|${stats.size}|${stats.ino}` : 'gone';
}
