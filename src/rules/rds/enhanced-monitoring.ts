import { byItselfOrCluster } from './members';
import { isAurora, isAuroraMember, STORES, standsAlone } from './scope';
import { cisDatabase, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeast, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const enhancedMonitoring = rule({
  id: 'rds.enhanced-monitoring',
  title: 'RDS instances and clusters have enhanced monitoring',
  why: 'The metrics of the hypervisor hide what the processes on the host do: a runaway backup, a full disk, a foreign load.',
  fix: 'Set `MonitoringInterval` to 1, 5, 10, 15, 30 or 60 seconds and `MonitoringRoleArn` to a role for it, or use `SecureRdsInstance`.',
  severity: 'low',
  safeguard: Safeguard.ENHANCED_MONITORING,
  controls: [fsbp('RDS.6'), cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-2'), hipaa('164.312(b)')],
  appliesTo: STORES,
  // an Aurora cluster has no host of its own; its members are judged
  only: (resource) => isAuroraMember(resource) || (standsAlone(resource) && !isAurora(resource)),
  check: (resource) => byItselfOrCluster(resource, (store) => all(atLeast(store, 'MonitoringInterval', 1, 'seconds'), present(store, 'MonitoringRoleArn'))),
});
