import { DynamoEncryption } from './dynamo-encryption';
import { SecureDynamoTableProps } from './dynamo-props';
import { ReplicaStage } from './dynamo-replica';
import { DataClassification } from '../../core/data-classification';
import { Safeguard } from '../../core/safeguard';

/** What the policy of a copy provides. */
const BY_POLICY = [Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.MFA_DELETION];

/** What a table provides, in its own region and in every replica. DynamoDB always spans three zones. */
export const DYNAMO_SAFEGUARDS: readonly Safeguard[] = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, ...BY_POLICY, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS,
  Safeguard.BACKUP_PLAN, Safeguard.ALARMS, Safeguard.PERFORMANCE_INSIGHTS,
];

/** DynamoDB encrypts with a key that AWS owns where it is asked for no encryption by KMS. */
function withoutOwnKey(owner: DynamoEncryption['_owner'] = 'customer'): Safeguard[] {
  return {
    'customer': [],
    'aws-managed': [Safeguard.CUSTOMER_MANAGED_KEY],
    'aws-owned': [Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY],
  }[owner];
}

/** Whether the keys of items stay out of CloudWatch: regulated data, unless the owner chose otherwise. */
export function hidesKeys({ classification, features }: SecureDynamoTableProps): boolean {
  return features?.contributorInsights === undefined
    && (classification === DataClassification.PROTECTED || classification === DataClassification.SECRET);
}

/** What typed choices leave off, with the reason. */
export function excusedBy(props: SecureDynamoTableProps): { safeguard: Safeguard; reason: string }[] {
  const { encryption, replicas = [], waivers = [] } = props;
  const joining = replicas.filter(({ stage }) => stage === ReplicaStage.JOINING).map(({ region }) => region).join(', ');
  const unwaived = (safeguard: Safeguard) => !waivers.some((waiver) => waiver.safeguard === safeguard);
  const missing = joining === '' ? [] : BY_POLICY.filter(unwaived);
  const hidden = hidesKeys(props) ? [Safeguard.PERFORMANCE_INSIGHTS].filter(unwaived) : [];
  return [
    ...withoutOwnKey(encryption?._owner).map((safeguard) => ({ safeguard, reason: encryption!._reason! })),
    ...missing.map((safeguard) => ({ safeguard, reason: `the replica in ${joining} is created by this deployment, and gets its policy with the next one` })),
    ...hidden.map((safeguard) => ({ safeguard, reason: 'the keys of regulated items would be shown in CloudWatch, outside of the key of the table' })),
  ];
}
