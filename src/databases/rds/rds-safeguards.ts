import { Safeguard } from '../../core/safeguard';
import { endedSupport, isAtLeastVersion, RdsEngineFacts } from '../../facts/rds-engines';

/** What every engine has. */
const COMMON = [
  Safeguard.ENCRYPTION_AT_REST, Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.ENCRYPTION_IN_TRANSIT,
  Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS,
  Safeguard.IAM_AUTHENTICATION, Safeguard.MANAGED_CREDENTIALS, Safeguard.DELETION_PROTECTION, Safeguard.RETENTION, Safeguard.BACKUPS,
  Safeguard.BACKUP_PLAN, Safeguard.HIGH_AVAILABILITY, Safeguard.STORAGE_AUTOSCALING, Safeguard.LOG_EXPORTS,
  Safeguard.ENHANCED_MONITORING, Safeguard.PERFORMANCE_INSIGHTS,
  Safeguard.ALARMS, Safeguard.EVENT_NOTIFICATIONS, Safeguard.AUTOMATIC_PATCHING, Safeguard.SUPPORTED_ENGINE,
];

/** Safeguards that some engines do not have. */
const LACKING: Partial<Record<Safeguard, (facts: RdsEngineFacts) => boolean>> = {
  [Safeguard.IAM_AUTHENTICATION]: ({ iamAuthenticationSince }) => iamAuthenticationSince === undefined,
  [Safeguard.HIGH_AVAILABILITY]: ({ standbySince }) => standbySince === undefined,
  [Safeguard.PERFORMANCE_INSIGHTS]: ({ insights }) => !insights,
  // nobody can promise support whose end is not known; and where no version that RDS offers has reached its end, there is nothing to waive
  [Safeguard.SUPPORTED_ENGINE]: ({ supportEnds, offeredSince = '0' }) => !Object.keys(supportEnds)
    .some((version) => isAtLeastVersion(version, offeredSince) && endedSupport(supportEnds, version) !== undefined),
};

/** The safeguards that an instance of an engine provides: what the engine does not have is not claimed. */
export function rdsSafeguards(facts: RdsEngineFacts | undefined): Safeguard[] {
  return COMMON.filter((safeguard) => facts === undefined || !LACKING[safeguard]?.(facts));
}
