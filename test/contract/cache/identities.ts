import { Identities } from '../identities';

/** What caches keep. */
export const CACHE_IDENTITIES: Identities = {
  'SecureRedisCluster (valkey)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Users/DefaultUser/Resource': 'SubjectUsersDefaultUserCE03D56D',
    'Users/Group': 'SubjectUsersGroup0872C43F',
    'Users/User-shop/Resource': 'SubjectUsersUsershopDE8F9CAD',
    'ParameterGroup': 'SubjectParameterGroup677AD5C9',
    'SubnetGroup': 'SubjectSubnetGroup2E6DA997',
    'Log-slow-log/Resource': 'SubjectLogslowlogB9DD614B',
    'Log-engine-log/Resource': 'SubjectLogenginelogF50A3AE3',
    'Cluster': 'SubjectCluster4AA98D23',
  },
  'SecureRedisCluster (redis, single shard)': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Users/DefaultUser/Resource': 'SubjectUsersDefaultUserCE03D56D',
    'Users/Group': 'SubjectUsersGroup0872C43F',
    'Users/User-shop/Resource': 'SubjectUsersUsershopDE8F9CAD',
    'ParameterGroup': 'SubjectParameterGroup677AD5C9',
    'SubnetGroup': 'SubjectSubnetGroup2E6DA997',
    'Log-slow-log/Resource': 'SubjectLogslowlogB9DD614B',
    'Log-engine-log/Resource': 'SubjectLogenginelogF50A3AE3',
    'Cluster': 'SubjectCluster4AA98D23',
  },
  'SecureServerlessCache': {
    'EncryptionKey/Key/Resource': 'SubjectEncryptionKeyE71E6462',
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'Users/DefaultUser/Resource': 'SubjectUsersDefaultUserCE03D56D',
    'Users/Group': 'SubjectUsersGroup0872C43F',
    'Users/User-shop/Resource': 'SubjectUsersUsershopDE8F9CAD',
    'Cache': 'SubjectCache3D75C838',
  },
  'MemcachedCluster': {
    'Alerts/Key/Key/Resource': 'SubjectAlertsKey92E30FA0',
    'Alerts/Topic/Resource': 'SubjectAlertsTopic47BCFC41',
    'ParameterGroup': 'SubjectParameterGroup677AD5C9',
    'SubnetGroup': 'SubjectSubnetGroup2E6DA997',
    'Cluster': 'SubjectCluster4AA98D23',
  },
};
