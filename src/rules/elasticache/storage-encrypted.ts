import { GROUP } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const storageEncrypted = rule({
  id: 'elasticache.storage-encrypted',
  title: 'ElastiCache replication groups encrypt their disks and snapshots',
  why: 'Snapshots, swap and synchronisation write what is cached to disks, where a copied snapshot leaks it. Encryption cannot be added later.',
  fix: 'Set `AtRestEncryptionEnabled: true` before the first deployment, or use `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('ElastiCache.4'), cisDatabase('5.3'), nist80053r5('SC-28'), pciDss('3.5.1')],
  appliesTo: [GROUP],
  check: (group) => isTrue(group, 'AtRestEncryptionEnabled'),
});
