import { any, fail, PASS, undecided, Verdict } from './verdict';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf, Value } from '../model/value';

export const ALARM = 'AWS::CloudWatch::Alarm';

/** Some alarm of the app watches one of these metrics in the dimension that tells whose it is. */
export function isWatched(app: AppModel, metrics: readonly string[], dimension: string, isIt: (value: Value) => boolean): Verdict {
  const missing = `no alarm of the app watches its ${metrics.join(' or ')}`;
  const alarms = app.resourcesOf(ALARM).filter((alarm) => metrics.includes(textOf(alarm.get('MetricName')) ?? ''));
  return any(...alarms.map((alarm) => watches(alarm, dimension, isIt, missing)), fail(ALARM, missing));
}

function watches(alarm: ResourceView, dimension: string, isIt: (value: Value) => boolean, missing: string): Verdict {
  const watched = itemsOf(alarm.get('Dimensions')).filter((one) => textOf(at(one, 'Name')) === dimension).map((one) => at(one, 'Value'));
  if (watched.some(isIt)) {
    return PASS;
  }
  const hidden = watched.find(({ kind }) => kind === 'unknown');
  return hidden ? undecided(ALARM, `what ${alarm.label} watches is only known at deployment`) : fail(ALARM, missing);
}
