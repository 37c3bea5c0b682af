import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, remove, set, shortcut } from '../sabotage-tools';

const CLUSTER = 'AWS::DAX::Cluster';
const subjects = ['SecureDaxCluster'];

export const DAX_SABOTAGE: readonly Sabotage[] = [
  { subjects, safeguard: Safeguard.ENCRYPTION_AT_REST, rules: ['dax.storage-encrypted'], apply: set(CLUSTER, 'SSESpecification', undefined) },
  { subjects, safeguard: Safeguard.ENCRYPTION_IN_TRANSIT, rules: ['dax.tls-required'], apply: set(CLUSTER, 'ClusterEndpointEncryptionType', 'NONE') },
  { subjects, safeguard: Safeguard.PRIVATE_NETWORK, rules: ['dax.subnet-group-given'], apply: set(CLUSTER, 'SubnetGroupName', undefined) },
  { subjects, safeguard: Safeguard.TIERED_ACCESS, rules: ['graph.tier-skipped'], apply: shortcut },
  {
    subjects,
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['dynamodb.access-names-tables'],
    apply: set('AWS::IAM::ManagedPolicy', 'PolicyDocument.Statement.0.Resource', '*'),
  },
  { subjects, safeguard: Safeguard.HIGH_AVAILABILITY, rules: ['dax.spans-zones'], apply: set(CLUSTER, 'ReplicationFactor', 2) },
  { subjects, safeguard: Safeguard.ALARMS, rules: ['dax.alarmed'], apply: remove('AWS::CloudWatch::Alarm') },
  { subjects, safeguard: Safeguard.EVENT_NOTIFICATIONS, rules: ['dax.events-notified'], apply: set(CLUSTER, 'NotificationTopicARN', undefined) },
];
