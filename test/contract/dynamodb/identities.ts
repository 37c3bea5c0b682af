import { Identities } from '../identities';

/** What tables keep: the same in one region and in many. */
const TABLE = {
  'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
  'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
  'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
  'Table': 'SubjectTable65BE99BA',
  'BackupPlan/EncryptionKey/Key/Resource': 'SubjectBackupPlanEncryptionKeyF100B234',
  'BackupPlan/Vault/Resource': 'SubjectBackupPlanVault83237610',
};

export const DYNAMODB_IDENTITIES: Identities = {
  'SecureDynamoTable': TABLE,
  'SecureDynamoTable (replicated)': TABLE,
  'SecureDynamoTable (provisioned, indexed)': TABLE,
  'ItemEncryption': {
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
  },
  // it holds nothing
  'DynamoWebIdentityRole': {},
  'DynamoReplicaAlarms': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
  },
};
