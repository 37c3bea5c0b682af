import { parameterIsTrue } from './parameter-group';
import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_PARAMETERS } from '../../facts/redshift';
import { rule } from '../rule';

export const tlsRequired = rule({
  id: 'redshift.tls-required',
  title: 'Redshift clusters refuse connections without TLS',
  why: 'Clients that forget TLS send passwords and data in the clear, and nothing tells anybody.',
  fix: 'Set `require_ssl` to true in the `Parameters` of the attached group, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('Redshift.2'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), nist80053r5('AC-4'),
    nist80053r5('SC-13'), pciDss('4.2.1'), hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => parameterIsTrue(cluster, REDSHIFT_PARAMETERS.tls),
});
