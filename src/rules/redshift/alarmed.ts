import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const alarmed = rule({
  id: 'redshift.alarmed',
  title: 'Redshift clusters have alarms on health and disk',
  why: 'A full disk stops every load, an unhealthy cluster every query, and both announce themselves in the metrics.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on HealthStatus and on PercentageDiskSpaceUsed of the cluster, or use `SecureRedshiftCluster` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster, app) => isWatched(app, {
    metrics: ['HealthStatus', 'PercentageDiskSpaceUsed'],
    namespace: 'AWS/Redshift',
    dimension: 'ClusterIdentifier',
    noun: 'cluster',
    isIt: named(cluster, 'ClusterIdentifier'),
  }),
});
