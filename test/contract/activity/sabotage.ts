import { Safeguard } from '../../../src/core/safeguard';
import { Sabotage, set } from '../sabotage-tools';

/** What takes the safeguards of audit and watch away. */
export const ACTIVITY_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: ['DatabaseActivityStream', 'DatabaseActivityStream (aurora-mysql)', 'SnapshotExposure'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
];
