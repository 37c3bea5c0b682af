import { Identities } from '../identities';

/** What domains of OpenSearch keep. */
export const OPENSEARCH_IDENTITIES: Identities = {
  SecureOpenSearchDomain: {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Domain': 'SubjectDomainF7BDFD5D',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-application/Resource': 'SubjectLogapplication23CEFFFA',
    'Log-search-slow/Resource': 'SubjectLogsearchslow4655ED79',
    'Log-index-slow/Resource': 'SubjectLogindexslowF16D0DFA',
  },
};
