import { hasEndpoints } from './endpoints';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const registryEndpoints = rule({
  id: 'vpc.registry-endpoints',
  title: 'VPCs reach the container registry without the internet',
  why: 'Containers of the app tier are pulled over the internet otherwise, and so the tier needs a way out by which data can leave.',
  fix: 'Add an `AWS::EC2::VPCEndpoint` with `ServiceName` ending in ecr.api and one in ecr.dkr, or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [fsbp('EC2.55'), fsbp('EC2.56'), nist80053r5('AC-4'), nist80053r5('SC-7(4)')],
  appliesTo: ['AWS::EC2::VPC'],
  check: (vpc) => hasEndpoints(vpc, ['ecr.api', 'ecr.dkr']),
});
