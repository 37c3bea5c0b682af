import { configurationIsTrue } from './configuration';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_PARAMETERS } from '../../facts/redshift';
import { rule } from '../rule';

export const userActivityLogged = rule({
  id: 'redshiftserverless.user-activity-logged',
  title: 'Workgroups of Redshift Serverless log each statement',
  why: 'The connection log tells who came; without this parameter nothing tells what they read or changed.',
  fix: 'Set `enable_user_activity_logging` to true in `ConfigParameters`, or use `SecureRedshiftServerless`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::RedshiftServerless::Workgroup'],
  check: (workgroup) => configurationIsTrue(workgroup, REDSHIFT_PARAMETERS.activity),
});
