import { encryption } from './inherited';
import { standsAlone, STORES } from './scope';
import { cisDatabase, cisFoundations, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const storageEncrypted = rule({
  id: 'rds.storage-encrypted',
  title: 'RDS instances and clusters encrypt their storage',
  why: 'Whoever gets at an unencrypted volume, or at a copied snapshot of it, reads the whole database; encryption cannot be added later.',
  fix: 'Set `StorageEncrypted: true` before the first deployment, or use `SecureRdsInstance`; a living database is copied through an encrypted snapshot.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [fsbp('RDS.3'), fsbp('RDS.27'), cisDatabase('2.2'), cisDatabase('3.5'), cisFoundations('2.2.1'), nist80053r5('SC-28'),
    nist80053r5('SC-28(1)'), nist80053r5('SC-13'), nist80053r5('CM-3(6)'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: STORES,
  only: standsAlone,
  check: (resource) => encryption(resource, 'StorageEncrypted', (store) => isTrue(store, 'StorageEncrypted')),
});
