import { isAurora } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { any, fail, PASS, undecided, Verdict } from '../verdict';

const ALARM = 'AWS::CloudWatch::Alarm';
const METRIC = 'CPUUtilization';
const MISSING = `no alarm of the app watches ${METRIC} of the cluster`;

export const clusterAlarmed = rule({
  id: 'rds.cluster-alarmed',
  title: 'Aurora clusters have an alarm on load',
  why: 'A flood of queries makes the database useless; its storage grows by itself, its processors and connections do not.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on CPUUtilization of the cluster, or use `SecureAuroraCluster` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RDS::DBCluster'],
  only: isAurora,
  check: (cluster, app) => any(
    ...app.resourcesOf(ALARM).filter((alarm) => textOf(alarm.get('MetricName')) === METRIC).map((alarm) => watches(alarm, cluster)),
    fail(ALARM, MISSING),
  ),
});

function watches(alarm: ResourceView, cluster: ResourceView): Verdict {
  const watched = itemsOf(alarm.get('Dimensions')).map((dimension) => at(dimension, 'Value'));
  if (watched.some((value) => value.kind === 'reference' && value.resource === cluster)) {
    return PASS;
  }
  return watched.some(({ kind }) => kind === 'unknown') ? undecided(ALARM, `the cluster that ${alarm.label} watches is only known at deployment`) : fail(ALARM, MISSING);
}
