import { Identities } from '../identities';

/** What database users keep. */
export const USERS_IDENTITIES: Identities = {
  DatabaseUsers: {
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
    'SecretsKey/Key/Resource': 'SubjectSecretsKeyB7FFEDBA',
  },
};
