/** What a web ACL does while `WEB_FIREWALL` is waived. */
export enum FirewallRollout {
  /** Whatever would be blocked or challenged is counted: a rollout that only watches. */
  COUNT_EVERYTHING = 'count-everything',

  /** Each rule does what it says, and those of the baseline may count or be left out: a rollout group by group. */
  AS_RULES_SAY = 'as-rules-say',
}
