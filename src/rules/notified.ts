import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { booleanOf, itemsOf, textOf, Value } from '../model/value';

/** The type of a service's subscriptions, and the kind of source that they are about. */
export interface EventSource {
  readonly type: string;
  readonly sourceType: string;
}

/** Some subscription of the app notifies each of these events of a resource. */
export function notified(resource: ResourceView, { type, sourceType }: EventSource, categories: readonly string[]): Verdict {
  const subscriptions = resource.template.app.resourcesOf(type);
  return all(...categories.map((category) => any(
    fail(type, `no enabled subscription of the app notifies '${category}' events of this ${sourceType}`),
    ...subscriptions.map((subscription) => all(
      isOn(subscription),
      holds(subscription, 'SourceType', (item) => textOf(item) === sourceType),
      holds(subscription, 'SourceIds', (item) => item.kind === 'reference' && item.resource === resource),
      holds(subscription, 'EventCategories', (item) => textOf(item) === category),
    )),
  )));
}

function isOn(subscription: ResourceView): Verdict {
  return booleanOf(subscription.get('Enabled')) === false ? fail(subscription.type, `${subscription.label} is switched off`) : PASS;
}

/** A filter lets an event through when it is absent, or holds the item. */
function holds(subscription: ResourceView, filter: string, isIt: (item: Value) => boolean): Verdict {
  const items = itemsOf(subscription.get(filter));
  if (items.length === 0 || items.some(isIt)) {
    return PASS;
  }
  const hidden = items.find(({ kind }) => kind === 'unknown');
  return hidden?.kind === 'unknown'
    ? undecided(subscription.type, `\`${filter}\` of ${subscription.label} is only known at deployment (${hidden.because})`)
    : fail(subscription.type, `${subscription.label} is about others`);
}
