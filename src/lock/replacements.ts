import { canonical, isSame, referencesIn } from './canonical';
import { CurrentStack } from './current-stacks';
import { Locked, LockedReference, LockedStack } from './locked';
import { Impact, impactOf, watchedProperties } from './watched-properties';
import { ResourceView } from '../model/resource-view';
import { Json } from '../model/value';

/** A property that replaces its resource, or may. */
export interface Change {
  readonly property: string;
  readonly impact: Impact;
  readonly before?: Json;
  readonly after?: Json;

  /** The value refers to this resource, which is itself replaced by that change; the text of the value is the same. */
  readonly through?: { readonly logicalId: string; readonly change?: Change };
}

/** What replaces the resources of one stack, recorded and as it is now. */
export class Replacements {
  private readonly known = new Map<string, readonly Change[]>();

  public constructor(private readonly watched: Locked['properties'], private readonly recorded: LockedStack, private readonly current: CurrentStack) {}

  /** The changes of a resource that has kept its type. */
  public changesOf(logicalId: string): readonly Change[] {
    const known = this.known.get(logicalId);
    if (known) {
      return known;
    }
    this.known.set(logicalId, []); // whatever refers to itself
    const before = this.recordedAt(logicalId);
    const after = this.current.template.resources.get(logicalId);
    const changes = before && after?.type === before.type ? this.compare(before, after) : [];
    this.known.set(logicalId, changes);
    return changes;
  }

  private compare(before: LockedReference, { type, json }: ResourceView): Change[] {
    const seen = this.watched[type];
    const properties = watchedProperties(type).filter((property) => seen?.includes(property) ?? true);
    return properties.flatMap((property): Change[] => {
      const values = { before: before.properties[property], after: canonical(json.Properties?.[property]) };
      const impact = impactOf(type, property, values.before !== undefined, json.UpdatePolicy);
      const through = isSame(values.before, values.after) ? this.replacedIn(values.after) : undefined;
      return impact !== Impact.NONE && (through || !isSame(values.before, values.after)) ? [{ property, impact, ...values, through }] : [];
    });
  }

  /** The first resource in a value that is replaced. */
  private replacedIn(value: Json | undefined): Change['through'] {
    for (const logicalId of referencesIn(value)) {
      const before = this.recordedAt(logicalId);
      const after = this.current.template.resources.get(logicalId);
      const change = this.changesOf(logicalId).find(({ impact }) => impact === Impact.REPLACES);
      if (before && after && (change || before.type !== after.type)) {
        return { logicalId, change };
      }
    }
    return undefined;
  }

  private recordedAt(logicalId: string): LockedReference | undefined {
    const all: readonly (Readonly<Record<string, LockedReference>> | undefined)[] = [this.recorded.resources, this.recorded.references];
    return all.find((some) => some && Object.hasOwn(some, logicalId))?.[logicalId];
  }
}
