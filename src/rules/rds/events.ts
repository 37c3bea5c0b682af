import { ResourceView } from '../../model/resource-view';
import { notified as notifiedBy } from '../notified';
import { Verdict } from '../verdict';

/** Some subscription of the app notifies each of these events of a resource of RDS. */
export function notified(resource: ResourceView, sourceType: string, categories: readonly string[]): Verdict {
  return notifiedBy(resource, { type: 'AWS::RDS::EventSubscription', sourceType }, categories);
}
