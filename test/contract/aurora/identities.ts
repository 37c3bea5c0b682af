import { Identities } from '../identities';

/** What Aurora keeps. */
export const AURORA_IDENTITIES: Identities = {
  'SecureAuroraCluster (mysql)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-audit/Resource': 'SubjectLogaudit1CB4AAFA',
    'Log-error/Resource': 'SubjectLogerrorE6550056',
    'Log-general/Resource': 'SubjectLoggeneral0E9AAC98',
    'Log-slowquery/Resource': 'SubjectLogslowqueryFAF59B93',
  },
  'SecureAuroraCluster (postgresql, serverless)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-postgresql/Resource': 'SubjectLogpostgresql59ED5B6E',
  },
  'SecureAuroraCluster (behind a proxy)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Proxy/Log/Resource': 'SubjectProxyLogFE1C8637',
    'Proxy/Proxy/Resource': 'SubjectProxy30D52BF7',
    'SubnetGroup/Default': 'SubjectSubnetGroup2E6DA997',
    'ParameterGroup/Resource': 'SubjectParameterGroup51409F73',
    'Cluster/Resource': 'SubjectClusterFA4DB357',
    'Cluster/Writer/Resource': 'SubjectClusterWriter66023637',
    'Cluster/Reader1/Resource': 'SubjectClusterReader133379182',
    'Log-postgresql/Resource': 'SubjectLogpostgresql59ED5B6E',
  },
};
