import { byTag } from './backup-tags';
import { all, any, fail, PASS, Verdict } from './verdict';
import { AppModel } from '../model/app-model';
import { ResourceView } from '../model/resource-view';
import { itemsOf, literalOf, partsOf, textOf, Value } from '../model/value';

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
 * Some backup plan of the app selects a resource: by its ARN, with all of its kind, or by a tag that it carries; tags that the
 * template does not show may still be there.
 *
 * `judge` says what else must hold for the plan, as the selection names it.
 */
export function isSelected(resource: ResourceView, app: AppModel, selectable: Selectable, judge: (plan: Value) => Verdict = () => PASS): Verdict {
  const missing = fail(SELECTION, `no backup plan of the app selects the ${selectable.noun}`);
  return any(...app.resourcesOf(SELECTION).map((selection) => all(
    selects(selection, resource, selectable, missing), judge(selection.get('BackupPlanId')),
  )), missing);
}

/** Whether an ARN is that of a resource: it refers to it, or spells its name. */
export function isArnOf(arn: Value, resource: ResourceView, { prefix, name }: Selectable): boolean {
  const own = resource.get(name);
  return partsOf(arn).some((part) => part.kind === 'reference' && part.resource === resource)
    || (own.kind === 'known' && literalOf(arn).endsWith(`:${prefix}${textOf(own)}`));
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
function selects(selection: ResourceView, resource: ResourceView, selectable: Selectable, missing: Verdict): Verdict {
  const { service, prefix } = selectable;
  const whole = new RegExp(`^(\\*|arn:[^:]*:${service}:[^:]*:[^:]*:(\\*|${prefix}\\*))$`);
  const isIt = (arn: Value) => whole.test(literalOf(arn)) || isArnOf(arn, resource, selectable);
  const listed = itemsOf(selection.get('BackupSelection.Resources'));
  const tags = byTag(selection, resource);
  // what is selected by tag alone lists nothing
  const named = listed.some(isIt) || (listed.length === 0 && tags !== undefined);
  return named && !itemsOf(selection.get('BackupSelection.NotResources')).some(isIt) ? tags ?? PASS : missing;
}
