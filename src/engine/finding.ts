import { ResourceView } from '../model/resource-view';
import { Rule } from '../rules/rule';

/** How one resource stands to one rule. */
export type Status = 'pass' | 'fail' | 'waived' | 'acknowledged' | 'unknown';

/** In the order of concern, worst first. */
export const STATUSES: readonly Status[] = ['fail', 'unknown', 'acknowledged', 'waived', 'pass'];

/** One rule applied to one resource. */
export interface Finding {
  readonly rule: Rule;
  readonly resource: ResourceView;
  readonly status: Status;

  /** Where, below the resource: `Properties.StorageEncrypted`; absent when it passed. */
  readonly at?: string;

  /** What stands there and what should; absent when it passed. */
  readonly because?: string;

  /** Why a waiver or an acknowledgement accepts the finding. */
  readonly reason?: string;

  /** The name under which the rule is acknowledged, as the framework will look it up. */
  readonly acknowledgedAs?: string;
}
