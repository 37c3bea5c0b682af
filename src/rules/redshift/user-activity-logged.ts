import { parameterIsTrue } from './parameter-group';
import { hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_PARAMETERS } from '../../facts/redshift';
import { rule } from '../rule';

export const userActivityLogged = rule({
  id: 'redshift.user-activity-logged',
  title: 'Redshift clusters log each statement',
  why: 'The audit log tells who connected; without this parameter nothing tells what they read or changed.',
  fix: 'Set `enable_user_activity_logging` to true in the `Parameters` of the attached group, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), nist80053r5('AC-6(9)'), pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => parameterIsTrue(cluster, REDSHIFT_PARAMETERS.activity),
});
