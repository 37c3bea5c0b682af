import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const enhancedVpcRouting = rule({
  id: 'redshift.enhanced-vpc-routing',
  title: 'Redshift clusters load and unload through the VPC',
  why: 'Otherwise COPY and UNLOAD leave through the network of AWS, past security groups, endpoint policies and flow logs.',
  fix: 'Set `EnhancedVpcRouting: true`, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('Redshift.7'), nist80053r5('AC-4'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(11)'), nist80053r5('SC-7(4)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => isTrue(cluster, 'EnhancedVpcRouting'),
});
