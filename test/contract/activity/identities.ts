import { Identities } from '../identities';

/** What the audit of databases keeps. */
export const ACTIVITY_IDENTITIES: Identities = {
  'DatabaseActivityStream': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Requests/LogGroup/Resource': 'SubjectRequestsLogGroup26EC32CB',
  },
  'DatabaseActivityStream (aurora-mysql)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Requests/LogGroup/Resource': 'SubjectRequestsLogGroup26EC32CB',
  },
  'SnapshotExposure': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
  },
};
