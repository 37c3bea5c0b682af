import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { undecided } from '../verdict';

export const globalStorageEncrypted = rule({
  id: 'rds.global-storage-encrypted',
  title: 'Aurora global databases encrypt their storage',
  why: 'Every cluster of a global database in every Region is as unencrypted as the global one, and none can be changed later.',
  fix: 'Set `StorageEncrypted: true`, or name an encrypted cluster in `SourceDBClusterIdentifier`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_AT_REST,
  controls: [cisDatabase('2.2'), nist80053r5('SC-28'), nist80053r5('SC-28(1)')],
  appliesTo: ['AWS::RDS::GlobalCluster'],
  check: (resource) => {
    const source = resource.get('SourceDBClusterIdentifier');
    if (source.kind === 'absent') {
      return isTrue(resource, 'StorageEncrypted');
    }
    return source.kind === 'reference'
      ? isTrue(source.resource, 'StorageEncrypted')
      : undecided('Properties.StorageEncrypted', 'it is inherited from `SourceDBClusterIdentifier`');
  },
});
