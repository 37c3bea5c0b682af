import { isArnOf, Selectable } from './backup-selection';
import { any, PASS, undecided, Verdict } from './verdict';
import { ResourceView } from '../model/resource-view';
import { itemsOf, textOf } from '../model/value';

const SELECTION = 'AWS::Backup::RestoreTestingSelection';

/** Some restore test of AWS Backup in the app restores a store, and so tells how long that takes; tests of others are not seen. */
export function restoreTested(store: ResourceView, selectable: Selectable, kind: string): Verdict {
  const unseen = undecided(SELECTION, `AWS does not say how long a restore of the ${selectable.noun} takes, and no restore test of the app measures it`);
  return any(...store.template.app.resourcesOf(SELECTION).map((selection) => tests(selection, store, selectable, kind, unseen)), unseen);
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-backup-restoretestingselection.html
function tests(selection: ResourceView, store: ResourceView, selectable: Selectable, kind: string, unseen: Verdict): Verdict {
  const arns = itemsOf(selection.get('ProtectedResourceArns'));
  const type = selection.get('ProtectedResourceType');
  const named = arns.some((arn) => isArnOf(arn, store, selectable)) || (arns.some((arn) => textOf(arn) === '*') && textOf(type) === kind);
  const byTag = itemsOf(selection.get('ProtectedResourceConditions')).length > 0;
  return named && !byTag ? PASS : unseen;
}
