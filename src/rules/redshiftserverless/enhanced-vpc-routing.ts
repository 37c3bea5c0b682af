import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const enhancedVpcRouting = rule({
  id: 'redshiftserverless.enhanced-vpc-routing',
  title: 'Workgroups of Redshift Serverless load and unload through the VPC',
  why: 'Otherwise COPY and UNLOAD leave through the network of AWS, past security groups, endpoint policies and flow logs.',
  fix: 'Set `EnhancedVpcRouting: true`, or use `SecureRedshiftServerless`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('RedshiftServerless.1'), nist80053r5('AC-4'), nist80053r5('SC-7')],
  appliesTo: ['AWS::RedshiftServerless::Workgroup'],
  check: (workgroup) => isTrue(workgroup, 'EnhancedVpcRouting'),
});
