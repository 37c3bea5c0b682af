import { isSame } from './canonical';
import { CurrentStack } from './current-stacks';
import { entriesOf, Entry, Locked, LockedStack } from './locked';
import { Gap, Loss } from './loss';
import { Replacements } from './replacements';
import { fatesOf, StackFate } from './stack-fate';
import { Impact, watchedProperties } from './watched-properties';
import { ResourceView } from '../model/resource-view';
import { Json } from '../model/value';

/** What stands between a record and the templates. */
export interface Comparison {
  /** What would be lost. */
  readonly losses: readonly Loss[];

  /** What is not recorded, or no longer as it is. */
  readonly gaps: readonly Gap[];
}

/** Compare what is recorded with what the app makes now. */
export function compare(locked: Locked, current: readonly CurrentStack[]): Comparison {
  const fates = fatesOf(locked.stacks, current);
  const losses: Loss[] = [];
  const gaps: Gap[] = [...olderRecord(locked)];
  for (const fate of fates) {
    const found = compareStack(locked, fate);
    losses.push(...found.losses);
    gaps.push(...found.gaps);
  }
  const settled = new Map(fates.map((fate) => [fate.current, fate]));
  return { losses, gaps: [...gaps, ...current.flatMap((stack) => notRecorded(stack, settled.get(stack)))] };
}

function compareStack(locked: Locked, { recorded, kind, current }: StackFate): Comparison {
  const entries = entriesOf([recorded]);
  if (kind !== 'kept') {
    const lost = entries.filter(({ resource }) => !resource.leaving);
    return { losses: lost.map((entry): Loss => (kind === 'gone' ? { kind: 'stack-gone', entry } : { kind: `stack-${kind}`, entry, current: current! })), gaps: [] };
  }
  const replacements = new Replacements(locked.properties, recorded, current!);
  const all = entries.map((entry) => compareResource(entry, current!, replacements));
  return {
    losses: all.flatMap(({ losses }) => losses),
    gaps: [...environmentChanged(recorded, current!), ...all.flatMap(({ gaps }) => gaps)],
  };
}

function compareResource(entry: Entry, current: CurrentStack, replacements: Replacements): Comparison {
  const resource = current.template.resources.get(entry.logicalId);
  if (!resource) {
    return { losses: entry.resource.leaving ? [] : [removed(entry, current)], gaps: [] };
  }
  if (resource.type !== entry.resource.type) {
    return { losses: [{ kind: 'type-changed', entry, resource }], gaps: [] };
  }
  const changes = replacements.changesOf(entry.logicalId);
  const replacing = changes.filter(({ impact }) => impact === Impact.REPLACES);
  const losses: Loss[] = replacing.length > 0 ? [{ kind: 'replaced', entry, resource, changes: replacing }] : [];
  const gaps: Gap[] = losses.length === 0 && changes.length > 0 ? [{ kind: 'may-be-replaced', entry, resource, changes }] : [];
  const now = Object.hasOwn(current.resources, entry.logicalId) ? current.resources[entry.logicalId] : undefined;
  if (now?.condition && !isSameJson(now.condition, entry.resource.condition)) {
    losses.push({ kind: 'made-conditional', entry, resource, condition: now.condition });
  }
  if (now && !isSameJson(now.leaving, entry.resource.leaving)) {
    gaps.push({ kind: 'teardown-not-recorded', entry, resource });
  }
  return { losses, gaps };
}

function removed(entry: Entry, current: CurrentStack): Loss {
  const strangers = Object.keys(current.resources).filter((logicalId) => !Object.hasOwn(entry.stack.resources, logicalId))
    .map((logicalId) => current.template.resources.get(logicalId)!)
    .filter(({ type }) => type === entry.resource.type);
  const successor = strangers.find(({ path }) => path === entry.resource.path);
  return { kind: 'removed', entry, current, successor, candidates: successor ? [] : strangers };
}

function notRecorded(stack: CurrentStack, fate?: StackFate): Gap[] {
  // what the losses of a renamed or moved stack say is not said again
  if (fate && fate.kind !== 'kept') {
    return [];
  }
  return Object.keys(stack.resources).filter((logicalId) => !Object.hasOwn(fate?.recorded.resources ?? {}, logicalId))
    .map((logicalId): Gap => ({ kind: 'not-recorded', resource: stack.template.resources.get(logicalId) as ResourceView }));
}

function environmentChanged(recorded: LockedStack, current: CurrentStack): Gap[] {
  const isSameEnvironment = recorded.account === current.account && recorded.region === current.region;
  return isSameEnvironment ? [] : [{ kind: 'environment-changed', recorded, current }];
}

/** Types of which a newer version of this library looks at more properties than have been recorded. */
function olderRecord({ properties }: Locked): Gap[] {
  const types = Object.keys(properties).filter((type) => watchedProperties(type).some((property) => !properties[type].includes(property)));
  return types.length === 0 ? [] : [{ kind: 'older-record', types: types.sort() }];
}

function isSameJson(one: object | undefined, other: object | undefined): boolean {
  return isSame(one as Json | undefined, other as Json | undefined);
}
