import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { unlessInherited } from '../rds/inherited';
import { rule } from '../rule';

export const storageEncrypted = rule({
  id: 'documentdb.storage-encrypted',
  title: 'DocumentDB clusters encrypt their storage',
  why: 'Whoever gets at an unencrypted volume, or at a copied snapshot of it, reads the whole database; encryption cannot be added later.',
  fix: 'Set `StorageEncrypted: true` before the first deployment; a living cluster is copied through an encrypted snapshot.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('DocumentDB.1'), cisDatabase('7.3'), nist80053r5('SC-28'), nist80053r5('SC-28(1)'), nist80053r5('SC-13'),
    nist80053r5('CM-3(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => unlessInherited(cluster, 'StorageEncrypted', () => isTrue(cluster, 'StorageEncrypted')),
});
