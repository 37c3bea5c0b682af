/** Somebody who has a right on a store, as `HardeningReport` tells it. */
export interface StoreRightHolder {
  /** The construct path of the store. */
  readonly store: string;

  /** The construct path of the role, user or group. */
  readonly principal: string;

  /** `yes`, `with-mfa` (with multi-factor authentication only), `conditional` (it depends on the request), or `unknown` (the templates do not show it). */
  readonly answer: string;

  /** The first five IAM actions for which the answer holds. */
  readonly actions: string[];

  /**
   * The statement that allows it: `policy → statement`.
   *
   * @default - none: a policy that the app does not show
   */
  readonly by?: string;

  /**
   * What it depends on, or what hides it.
   *
   * @default - nothing: it holds for every request
   */
  readonly because?: string;

  /**
   * The database users as whom the statement lets them log in.
   *
   * @default - none is named: it is no login, or one as any user
   */
  readonly databaseUsers?: string[];
}
