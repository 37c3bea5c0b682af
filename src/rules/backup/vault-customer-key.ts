import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const vaultCustomerKey = rule({
  id: 'backup.vault-customer-key',
  title: 'Backup vaults are encrypted with a customer managed key',
  why: 'Under the key of AWS, nobody can say who reads backups, nor copy them to another account; under the key of the database, who destroys it takes both.',
  fix: 'Set `EncryptionKeyArn` to a key of the vault, or use `DatabaseBackupPlan`. Changing it replaces the vault.',
  severity: 'medium',
  safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
  controls: [fsbp('Backup.1'), nist80053r5('SC-28(1)'), nist80053r5('SC-13'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::Backup::BackupVault'],
  check: (vault) => hasCustomerKey(vault, 'EncryptionKeyArn'),
});
