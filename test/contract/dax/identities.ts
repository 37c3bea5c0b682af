import { Identities } from '../identities';

/** What a cache keeps, or is reached by. */
export const DAX_IDENTITIES: Identities = {
  SecureDaxCluster: {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'SubnetGroup': 'SubjectSubnetGroup2E6DA997',
    'Parameters-300000-300000': 'SubjectParameters300000300000E141D706',
    'Cluster': 'SubjectCluster4AA98D23',
  },
};
