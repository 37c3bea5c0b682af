import { notified } from './events';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const instanceEvents = rule({
  id: 'rds.instance-events',
  title: 'Critical events of RDS instances are notified',
  why: 'A failure, a change of the configuration or forced maintenance otherwise shows only to those who happen to look at the console.',
  fix: 'Add an `AWS::RDS::EventSubscription` for db-instance whose `EventCategories` hold maintenance, configuration change and failure, '
    + 'or use `SecureRdsInstance` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [fsbp('RDS.20'), cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-2'), pciDss('11.5.2')],
  appliesTo: ['AWS::RDS::DBInstance'],
  check: (resource) => notified(resource, 'db-instance', ['maintenance', 'configuration change', 'failure']),
});
