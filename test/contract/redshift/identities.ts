import { Identities } from '../identities';

/** What warehouses keep. */
export const REDSHIFT_IDENTITIES: Identities = {
  SecureRedshiftCluster: {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Cluster': 'SubjectCluster4AA98D23',
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Log-connectionlog/Resource': 'SubjectLogconnectionlogE57866C9',
    'Log-useractivitylog/Resource': 'SubjectLoguseractivitylog4A7668D8',
    'Log-userlog/Resource': 'SubjectLoguserlog75247718',
    'ParameterGroup': 'SubjectParameterGroup677AD5C9',
    'SubnetGroup': 'SubjectSubnetGroup2E6DA997',
  },
  SecureRedshiftServerless: {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Log-connectionlog/Resource': 'SubjectLogconnectionlogE57866C9',
    'Log-useractivitylog/Resource': 'SubjectLoguseractivitylog4A7668D8',
    'Log-userlog/Resource': 'SubjectLoguserlog75247718',
    'Namespace': 'SubjectNamespaceAEB11D9E',
    'Workgroup': 'SubjectWorkgroup2CEF3034',
  },
  RedshiftDatabaseGrants: {
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
  },
  RedshiftSnapshotCopyGrant: {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'LogGroup/Resource': 'SubjectLogGroup17DCEEB2',
  },
};
