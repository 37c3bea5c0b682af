import { AppModel } from '../app-model';
import { ResourceView } from '../resource-view';
import { itemsOf } from '../value';

/** The resources of one type, by what one of their properties refers to. */
export interface Referrers {
  /** Those whose reference only deployment resolves, and the intrinsic that hides it. */
  readonly hidden: readonly { readonly resource: ResourceView; readonly because: string }[];

  /** Those that refer to a resource, in the order of the app. */
  to(target: ResourceView): readonly ResourceView[];
}

/** Who refers to whom, by type and property; each pair is read once per run. */
export class References {
  private readonly known = new Map<string, Referrers>();

  public constructor(private readonly app: AppModel) {}

  /** The resources of a type that refer to others by a property: `AWS::EC2::FlowLog` by `ResourceId`. */
  public by(type: string, property: string): Referrers {
    const key = `${type} ${property}`;
    const referrers = this.known.get(key) ?? this.collect(type, property);
    this.known.set(key, referrers);
    return referrers;
  }

  private collect(type: string, property: string): Referrers {
    const byTarget = new Map<ResourceView, Set<ResourceView>>();
    const hidden: { readonly resource: ResourceView; readonly because: string }[] = [];
    for (const resource of this.app.resourcesOf(type)) {
      for (const target of itemsOf(resource.get(property))) {
        if (target.kind === 'reference') {
          byTarget.set(target.resource, (byTarget.get(target.resource) ?? new Set()).add(resource));
        } else if (target.kind === 'unknown') {
          hidden.push({ resource, because: target.because });
        }
      }
    }
    return { to: (target) => [...byTarget.get(target) ?? []], hidden };
  }
}

/** Who refers to whom. */
export function references(app: AppModel): References {
  return new References(app);
}
