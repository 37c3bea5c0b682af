import { ResourceView } from '../../model/resource-view';
import { isTrue, present } from '../expect';
import { all, Verdict } from '../verdict';

/** A log of a domain is published to a log group. */
export function publishes(domain: ResourceView, log: string): Verdict {
  return all(isTrue(domain, `LogPublishingOptions.${log}.Enabled`), present(domain, `LogPublishingOptions.${log}.CloudWatchLogsLogGroupArn`));
}
