import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const tlsRequired = rule({
  id: 'dax.tls-required',
  title: 'DAX clusters take connections with TLS only',
  why: 'Items travel between application and cache as they are, for everybody to read who listens on the way; it cannot be changed later.',
  fix: 'Set `ClusterEndpointEncryptionType: TLS` before the first deployment, or use `SecureDaxCluster`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('DynamoDB.7'), nist80053r5('AC-17'), nist80053r5('SC-13'), nist80053r5('SC-23'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'),
    hipaa('164.312(e)(1)'), hipaa('164.312(e)(2)(ii)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster) => oneOf(cluster, 'ClusterEndpointEncryptionType', ['TLS']),
});
