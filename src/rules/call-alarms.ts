import { matchesRecord } from './filter-pattern';
import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { CallRecord, NoticedCalls, ORDINARY_CALL } from '../facts/noticed-calls';
import { Answer } from '../model/graph/answer';
import { ResourceView } from '../model/resource-view';
import { at, booleanOf, itemsOf, literalOf, textOf, Value } from '../model/value';

const FILTER = 'AWS::Logs::MetricFilter';
const ALARM = 'AWS::CloudWatch::Alarm';
const LOG_GROUP = 'CloudWatchLogsLogGroupArn';

/** A trail that delivers to a log group; the others are `cloudtrail.log-group`'s to report. */
export function deliversToLogGroup(trail: ResourceView): boolean {
  return itemsOf(trail.get(LOG_GROUP)).length > 0;
}

/** Each of the calls is matched by a metric filter on the log group of the trail, whose metric an alarm with an action watches. */
export function raisesAlarm(trail: ResourceView, calls: NoticedCalls): Verdict {
  const filters = trail.template.app.resourcesOf(FILTER).map((filter) => ({ filter, reads: readsFrom(filter, trail), pattern: textOf(filter.get('FilterPattern')) }))
    // a filter that matches what happens all day tells nothing
    .filter(({ reads, pattern }) => reads !== 'no' && (pattern === undefined || matchesRecord(pattern, ORDINARY_CALL) !== 'yes'));
  return all(...calls.records.map((record) => any(
    ...filters.flatMap(({ filter, reads, pattern }) => {
      const matches = pattern === undefined ? 'unknown' : matchesRecord(pattern, record);
      return matches === 'no' ? [] : [all(alarmedBy(filter), matches === 'yes' && reads === 'yes' ? PASS : open(filter, pattern))];
    }),
    fail(FILTER, `no metric filter on the log group of the trail matches ${nameOf(record)}`),
  )));
}

function nameOf(record: CallRecord): string {
  return [record.eventName, record.errorCode ?? record.errorMessage ?? record['userIdentity.type']].filter((part) => part !== ORDINARY_CALL['userIdentity.type']).join(' ');
}

function open(filter: ResourceView, pattern: string | undefined): Verdict {
  return undecided(FILTER, pattern === undefined ? `the pattern of ${filter.label} is only known at deployment`
    : `whether ${filter.label} matches on the log group of the trail cannot be read from the template`);
}

/** Whether a filter is on the log group to which a trail delivers. */
function readsFrom(filter: ResourceView, trail: ResourceView): Answer {
  const [group] = itemsOf(trail.get(LOG_GROUP));
  const [name] = itemsOf(filter.get('LogGroupName'));
  if (group?.kind === 'reference' && name?.kind === 'reference') {
    return group.resource === name.resource ? 'yes' : 'no';
  }
  const [left, right] = [groupName(group), groupName(name)];
  return left === undefined || right === undefined ? 'unknown' : left === right ? 'yes' : 'no';
}

/** The name of a log group that stands in the template: in its resource, in an ARN, or by itself. */
function groupName(value: Value | undefined): string | undefined {
  const text = value?.kind === 'reference' ? textOf(value.resource.get('LogGroupName')) : value && literalOf(value).replace(/^arn:.*:log-group:/, '').replace(/:\*$/, '');
  return text?.includes('${}') ? undefined : text;
}

/** An alarm of the app watches a metric of the filter, and acts. */
function alarmedBy(filter: ResourceView): Verdict {
  const metrics = itemsOf(filter.get('MetricTransformations')).map((each) => [textOf(at(each, 'MetricNamespace')), textOf(at(each, 'MetricName'))]);
  const watching = filter.template.app.resourcesOf(ALARM)
    .filter((alarm) => metrics.some(([namespace, name]) => name !== undefined && namespace === textOf(alarm.get('Namespace')) && name === textOf(alarm.get('MetricName'))));
  return any(
    ...watching.map((alarm) => (itemsOf(alarm.get('AlarmActions')).length > 0 && booleanOf(alarm.get('ActionsEnabled')) !== false ? PASS
      : fail(ALARM, `${alarm.label} watches what ${filter.label} counts, and tells nobody`))),
    ...metrics.some((parts) => parts.includes(undefined)) ? [undecided(FILTER, `the metric of ${filter.label} is only known at deployment`)] : [],
    fail(ALARM, `no alarm of the app watches what ${filter.label} counts`),
  );
}
