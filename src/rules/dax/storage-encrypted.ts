import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const storageEncrypted = rule({
  id: 'dax.storage-encrypted',
  title: 'DAX clusters encrypt what they write to disk',
  why: 'The cache writes items of the table to its disks; unencrypted, it undoes the encryption of the table, and it cannot be added later.',
  fix: 'Set `SSESpecification: { SSEEnabled: true }` before the first deployment, or use `SecureDaxCluster`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('DynamoDB.3'), nist80053r5('CA-9(1)'), nist80053r5('CM-3(6)'), nist80053r5('SC-13'), nist80053r5('SC-28'), nist80053r5('SC-28(1)'),
    nist80053r5('SC-7(10)'), nist80053r5('SI-7(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster) => isTrue(cluster, 'SSESpecification.SSEEnabled'),
});
