import { notified } from './events';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const parameterGroupEvents = rule({
  id: 'rds.parameter-group-events',
  title: 'Changes of RDS parameter groups are notified',
  why: 'The parameter group holds the TLS and audit switches; whoever turns them off by hand leaves no drift that a deployment would see.',
  fix: 'Add an `AWS::RDS::EventSubscription` for db-parameter-group whose `EventCategories` hold configuration change, '
    + 'or use `SecureRdsInstance` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [fsbp('RDS.21'), nist80053r5('CA-7'), nist80053r5('SI-2'), pciDss('11.5.2')],
  appliesTo: ['AWS::RDS::DBParameterGroup'],
  check: (resource) => notified(resource, 'db-parameter-group', ['configuration change']),
});
