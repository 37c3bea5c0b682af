import { RuleParameters } from './parameters';
import { Verdict } from './verdict';
import { Control } from '../controls/control';
import { Safeguard } from '../core/safeguard';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';

/** Security Hub's levels. `low` findings are warnings; all others are errors. */
export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** One check: a row of facts and a pure function. */
export interface Rule {
  /** `<service>.<name>`: the path of its file. Never reused. */
  readonly id: string;

  /** What holds when the rule passes: a full sentence without a full stop. */
  readonly title: string;

  /** What goes wrong otherwise. */
  readonly why: string;

  /** What to change, in a template and in this library. */
  readonly fix: string;
  readonly severity: Severity;
  readonly safeguard: Safeguard;

  /** The published requirements that the rule answers. */
  readonly controls: readonly Control[];

  /** CloudFormation types that are judged; for all others the rule does not apply. */
  readonly appliesTo: readonly string[];

  /** Ids that this rule had before; acknowledgements of them keep working. */
  readonly aliases?: readonly string[];

  /** `false` for rules that only some organisations want; a pack names them to switch them on. */
  readonly byDefault?: boolean;

  /** Narrows `appliesTo` by what the resource is (its engine, a cluster member); no verdict hides here. */
  only?(resource: ResourceView, app: AppModel): boolean;

  /** Pure: reads the synthesized templates, touches nothing. */
  check(resource: ResourceView, app: AppModel, parameters: RuleParameters): Verdict;
}

/** Declare a rule. */
export function rule(row: Rule): Rule {
  return row;
}
