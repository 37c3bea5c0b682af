import { fail, PASS, undecided, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf } from '../model/value';

const ALARM = 'AWS::CloudWatch::Alarm';

/** Alarms of the app watch each of these metrics of a resource, which its dimensions refer to. */
export function watchedBy(resource: ResourceView, metrics: readonly string[], kind: string): Verdict {
  const alarms = resource.template.app.resourcesOf(ALARM);
  const missing = metrics.filter((metric) => !alarms.some((alarm) => textOf(alarm.get('MetricName')) === metric && dimensions(alarm)
    .some((value) => value.kind === 'reference' && value.resource === resource)));
  const hidden = alarms.find((alarm) => missing.includes(textOf(alarm.get('MetricName')) ?? '') && dimensions(alarm).some((value) => value.kind === 'unknown'
    && !value.because.includes('AWS::')));
  if (missing.length > 0 && hidden) {
    return undecided(ALARM, `the ${kind} that ${hidden.label} watches is only known at deployment`);
  }
  return missing.length === 0 ? PASS : fail(ALARM, `no alarm of the app watches ${missing.join(', ')} of the ${kind}`);
}

const dimensions = (alarm: ResourceView) => itemsOf(alarm.get('Dimensions')).map((dimension) => at(dimension, 'Value'));
