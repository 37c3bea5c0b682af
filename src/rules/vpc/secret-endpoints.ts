import { hasEndpoints } from './endpoints';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const secretEndpoints = rule({
  id: 'vpc.secret-endpoints',
  title: 'VPCs reach Secrets Manager and KMS without the internet',
  why: 'Passwords and data keys of the database otherwise travel through a NAT gateway, and the app tier needs a way to the internet.',
  fix: 'Add an `AWS::EC2::VPCEndpoint` with `ServiceName` ending in secretsmanager and one in kms, or use `TieredNetwork`.',
  severity: 'low',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [nist80053r5('AC-4'), nist80053r5('SC-7(4)')],
  appliesTo: ['AWS::EC2::VPC'],
  check: (vpc) => hasEndpoints(vpc, ['secretsmanager', 'kms']),
});
