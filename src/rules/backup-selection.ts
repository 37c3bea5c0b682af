import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, literalOf, partsOf, textOf, Value } from '../model/value';

const SELECTION = 'AWS::Backup::BackupSelection';

/** How a kind of resource is named in a selection. */
export interface Selectable {
  /** Service and type in its ARN, with the separator: `rds:…:db:`. */
  readonly service: string;
  readonly prefix: string;

  /** The property that gives it its name. */
  readonly name: string;

  /** What messages call it. */
  readonly noun: string;
}

/**
 * Some backup plan of the app selects a resource: by its ARN, or with all of its kind; by tag nobody can tell.
 *
 * `judge` says what else must hold for the plan, as the selection names it.
 */
export function isSelected(resource: ResourceView, app: AppModel, selectable: Selectable, judge: (plan: Value) => Verdict = () => PASS): Verdict {
  const missing = fail(SELECTION, `no backup plan of the app selects the ${selectable.noun}`);
  return any(...app.resourcesOf(SELECTION).map((selection) => all(
    selects(selection, resource, selectable, missing), judge(selection.get('BackupPlanId')),
  )), missing);
}

function selects(selection: ResourceView, resource: ResourceView, { service, prefix, name }: Selectable, missing: Verdict): Verdict {
  const own = resource.get(name);
  const whole = new RegExp(`^(\\*|arn:[^:]*:${service}:[^:]*:[^:]*:(\\*|${prefix}\\*))$`);
  const isIt = (arn: Value) => whole.test(literalOf(arn))
    || partsOf(arn).some((part) => part.kind === 'reference' && part.resource === resource)
    || (own.kind === 'known' && literalOf(arn).endsWith(`:${prefix}${textOf(own)}`));
  const byTag = [...itemsOf(selection.get('BackupSelection.ListOfTags')), ...itemsOf(at(selection.get('BackupSelection.Conditions'), 'StringEquals'))];
  return itemsOf(selection.get('BackupSelection.Resources')).some(isIt) ? PASS
    : byTag.length === 0 ? missing : undecided(SELECTION, `${selection.label} selects by tag`);
}
