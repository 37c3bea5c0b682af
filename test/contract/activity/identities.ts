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
};
