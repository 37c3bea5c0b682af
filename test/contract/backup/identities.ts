import { Identities } from '../identities';

/** What plans keep; a vault keeps the backups. */
export const BACKUP_IDENTITIES: Identities = {
  DatabaseBackupPlan: {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Vault/Resource': 'SubjectVaultF1BCD440',
  },
};
