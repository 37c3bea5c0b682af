import { IConstruct } from 'constructs';

/** Something that a `DeletionGuard` protects: a data store, its backups, or the key that both depend on. */
export interface IProtectedStore extends IConstruct {
  /**
   * The ARNs whose destruction the guard denies: the resource itself, and its snapshots and automated
   * backups as far as ARNs can name them. A trailing `*` is allowed where the service generates the name.
   */
  readonly storeArns: string[];

  /**
   * The IAM actions that destroy, restore over, or unprotect these ARNs, such as `rds:DeleteDBInstance`.
   * Whole names only: no wildcards.
   */
  readonly destructiveActions: string[];
}
