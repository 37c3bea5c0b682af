import { CfnWaitConditionHandle } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { followersLeft } from './followers';
import { unlock } from './removal';
import { TeardownAnnouncement } from './teardown-announcement';
import { checkAnnouncement } from './teardown-checks';
import { recordWaived } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { TEARDOWN_METADATA_KEY, TeardownNote } from '../../core/teardown-note';
import { Waiver } from '../../core/waiver';
import { releaseStack } from '../stack-protection';

/** What keeps a store, or something that belongs to it, when its stack is removed. */
const KEEPING = [Safeguard.RETENTION, Safeguard.DELETION_PROTECTION, Safeguard.BACKUP_PLAN, Safeguard.KEY_DELETION_GUARD];

/**
 * How a store is removed: in two steps in production, in one where everything is thrown away.
 *
 * **Production.** Announce the teardown after the store is made, with the path of the store typed once more, and deploy: nothing is deleted.
 * The protection of the service is switched off, and CloudFormation may remove the store, of which it takes a last snapshot where the service
 * knows one. Then remove the store and the announcement from the code, and deploy again. Removing the announcement alone protects the
 * store as before.
 *
 * ```ts
 * import { SecureRdsInstance, Teardown } from 'cdk-hardened-databases';
 *
 * declare const orders: SecureRdsInstance;
 * Teardown.announce(orders, { reason: 'replaced by the orders service in March', until: '2026-12-01', acknowledge: 'Data/Orders' });
 * ```
 *
 * The announcement counts whatever the classification of the data is: who types the path says more than a waiver does. Rules report
 * what it takes off as waived, with its reason and its last day.
 *
 * **Environments that are thrown away.** `waivers: Teardown.disposable('preview environment of a branch')` lets `cdk destroy` remove everything
 * at once, without a last snapshot. Data classified as protected or secret is never disposable (`WAIVER_FORBIDDEN`).
 *
 * ### What this does not do
 *
 * - It deletes nothing itself, and empties nothing. Keys, log groups, vaults of AWS Backup, option groups to which a snapshot refers, buckets and
 *   automated backups of RDS stay after the second step, since the snapshot needs its key and auditors need the logs;
 *   `docs/guides/removing-a-store.md` says what they cost and how they go. A disposable environment leaves its keys, and the buckets with the
 *   logs of a load balancer.
 * - DynamoDB takes no last snapshot, but keeps a backup of a table with point-in-time recovery for 35 days; recovery points of AWS Backup stay in
 *   their vault. OpenSearch leaves nothing: take a manual snapshot (`snapshotRole`) first.
 * - CloudFormation ignores deletion policies of replicas and takes no snapshot of them: their data is that of the source.
 * - Between the two steps whoever may delete the store can do so; a `DeletionGuard` still asks people for MFA. What replaces the store in that
 *   time still leaves the old one behind (`UpdateReplacePolicy`).
 * - The termination protection of a stack is lifted when every protected store of the stack is announced.
 * - It does not know who uses the store: exports that other stacks import keep a stack from removing them.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 */
export class Teardown {
  /**
   * Announce the removal of a store: the next deployment unlocks it, and the one that lacks the store removes it.
   *
   * Call it last, when everything that belongs to the store has been added. Throws one error with all problems: `TEARDOWN_OF_NO_STORE`,
   * `TEARDOWN_ANNOUNCED_TWICE`, `TEARDOWN_WITHOUT_REASON`, `TEARDOWN_DATE_UNKNOWN`, `TEARDOWN_DATE_INVALID`, `TEARDOWN_EXPIRED`,
   * `TEARDOWN_TOO_LATE` and `TEARDOWN_NOT_ACKNOWLEDGED`. Replicas, secondary clusters and a global database that follow the store must be
   * announced too, else the app is not synthesized (`TEARDOWN_FOLLOWER_LEFT`).
   *
   * @param store a store of this library, or a load balancer, that was made in this app
   * @param announcement why, until when, and the path of the store
   */
  public static announce(store: IConstruct, announcement: TeardownAnnouncement): void {
    checkAnnouncement(store, announcement);
    const note: TeardownNote = { reason: announcement.reason.trim(), until: announcement.until };
    store.node.addMetadata(TEARDOWN_METADATA_KEY, note);
    const off = unlock(store, note.until);
    // CloudFormation takes changed policies and metadata only together with a change of resources; nobody waits for the handle, and it costs nothing
    // found in reports of users alone: https://kevinslin.com/notes/057b1ab7-8c72-4117-aee4-fb8234d960e3
    new CfnWaitConditionHandle(store as Construct, 'Teardown');
    recordWaived(store, off, `teardown until ${note.until}: ${note.reason}`);
    releaseStack(store);
    store.node.addValidation({ validate: () => followersLeft(store) });
  }

  /**
   * Waivers for a construct of an environment that is thrown away, so that `cdk destroy` removes it in one step and leaves nothing but keys.
   *
   * A construct that does not know one of the safeguards skips it. Throws `WAIVER_WITHOUT_REASON` for a reason of fewer than 10 or more than
   * 500 characters; constructs throw `WAIVER_FORBIDDEN` for protected and secret data.
   *
   * @param reason why nothing of this environment is kept, in words that an auditor understands; 10 to 500 characters
   */
  public static disposable(reason: string): Waiver[] {
    return KEEPING.map((safeguard) => Waiver._disposable(safeguard, reason));
  }

  private constructor() {}
}
