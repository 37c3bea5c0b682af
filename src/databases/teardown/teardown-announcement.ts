/** What an announcement says. */
export interface TeardownAnnouncement {
  /** Why the store is removed, in words that an auditor understands; 10 to 500 characters. */
  readonly reason: string;

  /**
   * The last day (UTC) on which the store may stand unprotected, as `2026-12-01`: today at the earliest, and at most 90 days ahead.
   *
   * From the day after, the app is not synthesized any more until the store is removed, or the announcement is.
   */
  readonly until: string;

  /**
   * The path of the store in the app, as `Prod/Data/Orders`, typed once more; the error that a wrong text makes names the right one.
   *
   * Of stores of whose data nothing is left it goes on with ` without a snapshot`.
   */
  readonly acknowledge: string;
}
