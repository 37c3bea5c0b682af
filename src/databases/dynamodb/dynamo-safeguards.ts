import { SecureDynamoTableProps } from './dynamo-props';
import { ReplicaStage } from './dynamo-replica';
import { Safeguard } from '../../core/safeguard';

/** What the policy of a copy provides. */
const BY_POLICY = [Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.MFA_DELETION];

/** What a table provides, in its own region and in every replica. DynamoDB always encrypts and always spans three zones. */
export const DYNAMO_SAFEGUARDS: readonly Safeguard[] = [
  Safeguard.CUSTOMER_MANAGED_KEY, ...BY_POLICY, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.ALARMS,
];

/** What typed choices leave off, with the reason. */
export function excusedBy({ encryption, replicas = [], waivers = [] }: SecureDynamoTableProps): { safeguard: Safeguard; reason: string }[] {
  const joining = replicas.filter(({ stage }) => stage === ReplicaStage.JOINING).map(({ region }) => region).join(', ');
  const missing = joining === '' ? [] : BY_POLICY.filter((safeguard) => !waivers.some((waiver) => waiver.safeguard === safeguard));
  return [
    ...(encryption?._reason === undefined ? [] : [{ safeguard: Safeguard.CUSTOMER_MANAGED_KEY, reason: encryption._reason }]),
    ...missing.map((safeguard) => ({ safeguard, reason: `the replica in ${joining} is created by this deployment, and gets its policy with the next one` })),
  ];
}
