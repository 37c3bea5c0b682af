import { configurationIsTrue } from './configuration';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_PARAMETERS } from '../../facts/redshift';
import { rule } from '../rule';

export const tlsRequired = rule({
  id: 'redshiftserverless.tls-required',
  title: 'Workgroups of Redshift Serverless refuse connections without TLS',
  why: 'Clients that forget TLS send passwords and data in the clear, and nothing tells anybody.',
  fix: 'Set `require_ssl` to true in `ConfigParameters`, or use `SecureRedshiftServerless`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('RedshiftServerless.2'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: ['AWS::RedshiftServerless::Workgroup'],
  check: (workgroup) => configurationIsTrue(workgroup, REDSHIFT_PARAMETERS.tls),
});
