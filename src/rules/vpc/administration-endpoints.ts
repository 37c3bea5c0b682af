import { hasEndpoints } from './endpoints';
import { fsbp } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const administrationEndpoints = rule({
  id: 'vpc.administration-endpoints',
  title: 'VPCs reach EC2, Systems Manager and Incident Manager without the internet',
  why: 'Security Hub asks every VPC for these endpoints, whether anything in it calls them or not, so this rule is off by default.',
  fix: 'Add an `AWS::EC2::VPCEndpoint` with `ServiceName` ending in ec2, ssm, ssm-contacts and ssm-incidents; `TieredNetwork` takes them as `endpoints`.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [fsbp('EC2.10'), fsbp('EC2.57'), fsbp('EC2.58'), fsbp('EC2.60')],
  appliesTo: ['AWS::EC2::VPC'],
  byDefault: false,
  check: (vpc) => hasEndpoints(vpc, ['ec2', 'ssm', 'ssm-contacts', 'ssm-incidents']),
});
