import { standsAlone } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const METRICS = ['CPUUtilization', 'FreeStorageSpace'];
const ALARM = 'AWS::CloudWatch::Alarm';

export const alarmed = rule({
  id: 'rds.alarmed',
  title: 'RDS instances have alarms on load and free storage',
  why: 'A full volume stops the database, a flood of queries makes it useless, and both announce themselves hours before.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on CPUUtilization and on FreeStorageSpace of the instance, or use `SecureRdsInstance` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: standsAlone,
  check: (instance, app) => {
    const alarms = app.resourcesOf(ALARM);
    const missing = METRICS.filter((metric) => !alarms.some((alarm) => textOf(alarm.get('MetricName')) === metric && dimensions(alarm)
      .some((value) => value.kind === 'reference' && value.resource === instance)));
    const hidden = alarms.find((alarm) => dimensions(alarm).some(({ kind }) => kind === 'unknown'));
    if (missing.length > 0 && hidden) {
      return undecided(ALARM, `the instance that ${hidden.label} watches is only known at deployment`);
    }
    return missing.length === 0 ? PASS : fail(ALARM, `no alarm of the app watches ${missing.join(', ')} of the instance`);
  },
});

const dimensions = (alarm: ResourceView) => itemsOf(alarm.get('Dimensions')).map((dimension) => at(dimension, 'Value'));
