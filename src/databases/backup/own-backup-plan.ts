import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BackupPlanHolder, IBackedUpStore } from './backed-up-store';
import { DatabaseBackupPlan } from './database-backup-plan';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { DataStoreProps } from '../data-store';
import { MaintenanceWindows, timeAfterBackup } from '../maintenance-windows';

/** Waivers of a store that speak of its plan as well. */
const PASSED_ON = [Safeguard.MFA_DELETION, Safeguard.EVENT_NOTIFICATIONS];

const ID = 'BackupPlan';

/** What a store says of the plan of its own. */
export interface OwnBackupPlanOptions {
  readonly hardening: Hardening;
  readonly props: Pick<DataStoreProps, 'waivers' | 'deletionGuard'> & { readonly windows?: MaintenanceWindows };

  /** The key of the vault; one of its own when left out. */
  readonly encryptionKey?: kms.IKey;
}

/** Which plan backs a store up: one of its own, until a plan of the app names the store and takes over. */
export class OwnBackupPlan implements BackupPlanHolder {
  private current?: DatabaseBackupPlan;
  private shown = false;
  private readonly plans: DatabaseBackupPlan[] = [];

  /** Makes the plan, unless Safeguard.BACKUP_PLAN is waived. */
  public constructor(private readonly store: IBackedUpStore & Construct, { hardening, props, encryptionKey }: OwnBackupPlanOptions) {
    if (hardening.keeps(Safeguard.BACKUP_PLAN)) {
      const { hour, minute } = timeAfterBackup(props.windows);
      this.current = new DatabaseBackupPlan(store, ID, {
        stores: [store],
        classification: hardening.classification,
        schedule: events.Schedule.cron({ hour: String(hour), minute: String(minute) }),
        waivers: props.waivers?.filter(({ safeguard }) => PASSED_ON.includes(safeguard)),
        deletionGuard: props.deletionGuard,
        encryptionKey,
      });
    }
  }

  /** The plan; from now on it is not taken away any more. */
  public get plan(): DatabaseBackupPlan | undefined {
    this.shown = true;
    return this.current;
  }

  public get inUse(): boolean {
    return this.shown && this.current?.node.scope === this.store;
  }

  /** Whether some plan of the app copies backups of the store to another region. */
  public get copiesElsewhere(): boolean {
    return this.plans.some((plan) => plan._copiesElsewhere);
  }

  public takenOverBy(plan: DatabaseBackupPlan): void {
    this.plans.push(plan);
    if (this.current === undefined || this.current.node.scope === this.store) {
      this.store.node.tryRemoveChild(ID);
      this.current = plan;
    }
  }
}

/** Report a store that would go with its stack and leave a vault behind that cannot. */
export function checkOwnBackupPlan(hardening: Hardening, problems: PropProblems): void {
  problems.when(!hardening.keeps(Safeguard.RETENTION) && hardening.keeps(Safeguard.BACKUP_PLAN), 'BACKUP_PLAN_RETAINED',
    () => 'Safeguard.RETENTION is waived, but a vault that holds backups cannot be deleted with its stack; waive Safeguard.BACKUP_PLAN as well, or keep both');
}
