import { CurrentStack } from './current-stacks';
import { Entry, LockedCondition, LockedStack } from './locked';
import { Change } from './replacements';
import { ResourceView } from '../model/resource-view';

/** Something that CloudFormation would do to a recorded resource, or that the file does not say. */
export type Loss =
  | { readonly kind: 'removed'; readonly entry: Entry; readonly current: CurrentStack; readonly successor?: ResourceView; readonly candidates: readonly ResourceView[] }
  | { readonly kind: 'stack-gone'; readonly entry: Entry }
  | { readonly kind: 'stack-renamed'; readonly entry: Entry; readonly current: CurrentStack }
  | { readonly kind: 'stack-moved'; readonly entry: Entry; readonly current: CurrentStack }
  | { readonly kind: 'replaced'; readonly entry: Entry; readonly resource: ResourceView; readonly changes: readonly Change[] }
  | { readonly kind: 'type-changed'; readonly entry: Entry; readonly resource: ResourceView }
  | { readonly kind: 'made-conditional'; readonly entry: Entry; readonly resource: ResourceView; readonly condition: LockedCondition };

/** Something that recording puts right. */
export type Gap =
  | { readonly kind: 'may-be-replaced'; readonly entry: Entry; readonly resource: ResourceView; readonly changes: readonly Change[] }
  | { readonly kind: 'not-recorded'; readonly resource: ResourceView }
  | { readonly kind: 'teardown-not-recorded'; readonly entry: Entry; readonly resource: ResourceView }
  | { readonly kind: 'environment-changed'; readonly recorded: LockedStack; readonly current: CurrentStack }
  | { readonly kind: 'older-record'; readonly types: readonly string[] };
