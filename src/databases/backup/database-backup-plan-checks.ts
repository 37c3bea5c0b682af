import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IBackedUpStore } from './backed-up-store';
import { DatabaseBackupPlanProps } from './database-backup-plan-props';
import { checkRestoreTests } from './restore-tests-checks';
import { placeOf, VAULT_ARN } from './vault-arn';
import { PropProblems, quoted } from '../../core/check-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';

/** The longest that AWS Backup keeps something, in days: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_PutBackupVaultLockConfiguration.html */
const MAX_DAYS = 36_500;

/** So many fit into the policy of the role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MAX_STORES = 10;

/** What a plan provides. */
export const BACKUP_PLAN_SAFEGUARDS = [
  Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.BACKUPS, Safeguard.MFA_DELETION, Safeguard.RETENTION, Safeguard.EVENT_NOTIFICATIONS,
  Safeguard.ALERT_DELIVERY,
];

/** Report everything that is wrong with the props. */
export function checkBackupPlan(scope: Construct, props: DatabaseBackupPlanProps, hardening: Hardening, problems: PropProblems): void {
  checkStores(scope, props.stores, problems);
  problems.when(hardening.disposable, 'BACKUP_PLAN_NOT_DISPOSABLE',
    () => 'a vault that holds backups cannot be deleted with its stack; make no plan in an environment that is thrown away');
  const { minBackupDays } = CLASSIFICATIONS[hardening.classification];
  const limit = { code: 'BACKUP_RETENTION_OUT_OF_RANGE', min: minBackupDays, max: MAX_DAYS, instead: 'leave it out for 35 days' };
  problems.mustBeKnown('retention', props.retention, 'BACKUP_RETENTION_UNKNOWN', 'pass a Duration of whole days');
  problems.days('retention', props.retention, limit);
  (props.copies ?? []).forEach((copy, index) => {
    problems.days(`copies[${index}].retention`, copy.retention, limit);
    checkCopy(scope, props, index, problems);
  });
  checkRestoreTests(props.restoreTests, problems);
  problems.mustBeKnown('immutableAfter', props.immutableAfter, 'LOCK_UNKNOWN', 'pass a Duration of whole days');
  problems.days('immutableAfter', props.immutableAfter, {
    code: 'LOCK_OUT_OF_RANGE', min: 3, max: MAX_DAYS, instead: 'leave it out for a lock that can be taken off',
  });
  problems.when(props.immutableAfter !== undefined && !hardening.keeps(Safeguard.BACKUPS), 'LOCK_CONTRADICTED',
    () => '`immutableAfter` is set, but Safeguard.BACKUPS is waived, so that there is no lock; remove one of the two');
}

function checkStores(scope: Construct, stores: readonly IBackedUpStore[], problems: PropProblems): void {
  problems.when(stores.length === 0, 'STORES_EMPTY', () => '`stores` is empty, so nothing would be backed up; pass a store');
  problems.when(stores.length > MAX_STORES, 'STORES_TOO_MANY',
    () => `\`stores\` has ${stores.length} stores, 1 to ${MAX_STORES} are allowed, since the policy of the role names each; make a second plan`);
  const seen = new Set<IBackedUpStore>();
  stores.forEach((store, index) => {
    problems.when(seen.has(store), 'STORE_REPEATED', () => `\`stores[${index}]\` is ${store.node.path}, which is in the list already; remove it`);
    seen.add(store);
    problems.when(store._ownPlan?.inUse === true, 'STORE_PLAN_IN_USE',
      () => `\`stores[${index}]\` is ${store.node.path}, whose own plan is in use: its \`backupPlan\` has been read; make this plan before that, or leave the store out`);
    for (const what of ['region', 'account'] as const) {
      const [own, theirs] = [Stack.of(scope)[what], Stack.of(store)[what]];
      const elsewhere = known(own) !== undefined && known(theirs) !== undefined && own !== theirs;
      problems.when(elsewhere, 'STORE_ELSEWHERE',
        () => `\`stores[${index}]\` is ${store.node.path} in ${what} ${theirs}, but a plan backs up stores of its own ${what}, ${own}; make a plan there`);
    }
  });
}

function checkCopy(scope: Construct, { stores, copies = [] }: DatabaseBackupPlanProps, index: number, problems: PropProblems): void {
  const { vaultArn, encryptionKeyArn } = copies[index];
  const arn = known(vaultArn);
  const named = `\`copies[${index}].vaultArn\``;
  if (arn !== undefined && !VAULT_ARN.test(arn)) {
    problems.add('COPY_VAULT_INVALID',
      `${named} is ${quoted(arn)}, allowed are ARNs of backup vaults; write it as arn:aws:backup:eu-central-1:111122223333:backup-vault:copies`);
    return;
  }
  const { region, ownAccount } = placeOf(scope, vaultArn);
  const ownRegion = known(Stack.of(scope).region);
  const limited = stores.find(({ _backup }) => !_backup.kind.copiesAcrossBoth);
  problems.when(arn !== undefined && ownRegion !== undefined && region !== ownRegion && ownAccount === false && limited !== undefined, 'COPY_TOO_FAR',
    () => `${named} lies in another region and another account, but AWS Backup copies ${limited!.node.path} to one of the two at a time; `
      + 'copy to another region here, and from there with a plan of that region');
  const keyRegion = known(encryptionKeyArn)?.split(':')[3];
  problems.when(arn !== undefined && keyRegion !== undefined && keyRegion !== region, 'COPY_KEY_ELSEWHERE',
    () => `\`copies[${index}].encryptionKeyArn\` is ${quoted(encryptionKeyArn)}, but the vault lies in ${region}; pass the ARN of the key of the vault`);
}
