import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const notPublic = rule({
  id: 'redshiftserverless.not-public',
  title: 'Workgroups of Redshift Serverless have no public address',
  why: 'A public address puts the warehouse one security-group mistake away from every scanner of the internet.',
  fix: 'Set `PubliclyAccessible: false`, or use `SecureRedshiftServerless`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('RedshiftServerless.3'), nist80053r5('AC-4'), nist80053r5('SC-7'), pciDss('1.3.1')],
  appliesTo: ['AWS::RedshiftServerless::Workgroup'],
  check: (workgroup) => isNotTrue(workgroup, 'PubliclyAccessible'),
});
