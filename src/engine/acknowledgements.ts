import { IConstruct } from 'constructs';
import { constructsAbove } from './ancestors';
import { ConstructNotes } from './construct-notes';
import { PLUGIN_NAME } from './plugin-name';
import { ResourceView } from '../model/resource-view';
import { Rule } from '../rules/rule';

/** Somebody accepted what a rule says about a construct and everything below it. */
export interface Acknowledgement {
  /** The rule name that makes the framework find this acknowledgement. */
  readonly ruleName: string;
  readonly reason: string;
}

/**
 * The acknowledgements of an app, each scoped to the construct that carries it.
 *
 * The framework itself matched by rule id alone, whichever construct was acknowledged (aws-cdk-lib 2.262.1;
 * newer versions go by path), so the scope is decided here.
 */
export class Acknowledgements {
  private readonly byConstruct = new Map<IConstruct, ReadonlyMap<string, Acknowledgement>>();
  private readonly ids = new Set<string>();

  public constructor(notes: ConstructNotes) {
    for (const [construct, reasons] of notes.acknowledged) {
      const here = readAcknowledged(reasons);
      this.byConstruct.set(construct, here);
      here.forEach(({ ruleName }) => this.ids.add(ruleName));
    }
  }

  /** The acknowledgement that covers a resource: its own, else that of the nearest construct above it. */
  public of(rule: Rule, resource: ResourceView): Acknowledgement | undefined {
    if (this.byConstruct.size === 0) {
      return undefined;
    }
    const names = [rule.id, ...rule.aliases ?? [], exactName(rule, resource)];
    for (const construct of constructsAbove(resource)) {
      const here = this.byConstruct.get(construct);
      const name = here && names.find((candidate) => here.has(candidate));
      if (name !== undefined) {
        return here!.get(name);
      }
    }
    return undefined;
  }

  /** The rule name of a finding that nobody accepted: no acknowledgement of another construct may match it. */
  public unacknowledgedName(rule: Rule, resource: ResourceView): string {
    let name = this.ids.has(rule.id) ? exactName(rule, resource) : rule.id;
    while (this.ids.has(name)) {
      name += '*';
    }
    return name;
  }
}

/** The name of one finding: the rule and the path, without the characters that the framework reads as syntax. */
export function exactName(rule: Rule, resource: ResourceView): string {
  return `${rule.id}[${resource.path.replace(/::/g, '.').replace(/[^\w./-]/g, '-')}]`;
}

function readAcknowledged(reasons: Readonly<Record<string, string>>): ReadonlyMap<string, Acknowledgement> {
  const found = new Map<string, Acknowledgement>();
  for (const [key, reason] of Object.entries(reasons)) {
    const [namespace, id] = key.split('::');
    if (namespace === PLUGIN_NAME) {
      found.set(id, { ruleName: id, reason });
    // an id without a plugin's name is filed under `annotation::`, from 2.262.1 on under `Annotation::`
    } else if (namespace.toLowerCase() === 'annotation' && !found.has(id)) {
      found.set(id, { ruleName: key, reason });
    }
  }
  return found;
}
