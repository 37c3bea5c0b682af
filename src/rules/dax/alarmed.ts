import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/dax-metrics-dimensions-dax.html
const WATCHED = ['CPUUtilization', ['ThrottledRequestCount', 'FaultRequestCount', 'ErrorRequestCount']];

export const alarmed = rule({
  id: 'dax.alarmed',
  title: 'DAX clusters have alarms on load and on failing requests',
  why: 'An overloaded cache slows every request down before it refuses them, and the table behind it is hit all at once.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on CPUUtilization and one on ThrottledRequestCount or FaultRequestCount of the cluster, or use `SecureDaxCluster`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster, app) => isWatched(app, {
    metrics: WATCHED, namespace: 'AWS/DAX', dimension: 'ClusterId', noun: 'cluster', isIt: named(cluster, 'ClusterName'),
  }),
});
