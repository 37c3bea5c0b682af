import { PASS, undecided, Verdict } from './verdict';
import { glob } from '../model/graph/policy-patterns';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, textOf, Value } from '../model/value';

/** What a selection asks of one tag. */
interface TagCondition {
  readonly key: string | undefined;
  readonly value: string | undefined;

  /** `*` stands for any text, as in policies. */
  readonly wildcards: boolean;
}

/**
 * Whether the tags of a resource fulfil what a selection asks of tags; undefined where it asks nothing of them.
 *
 * One of `ListOfTags` must hold, and all of `Conditions`. Stacks, deployments and people add tags that no template shows, so a tag that is not
 * there is no failure. https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export function byTag(selection: ResourceView, resource: ResourceView): Verdict | undefined {
  const of = (path: string, wildcards = false) => itemsOf(selection.get(`BackupSelection.${path}`)).map((condition) => conditionOf(condition, wildcards));
  const [anyOf, allOf] = [of('ListOfTags'), [...of('Conditions.StringEquals'), ...of('Conditions.StringLike', true)]];
  const negated = [...of('Conditions.StringNotEquals'), ...of('Conditions.StringNotLike')];
  if (anyOf.length + allOf.length + negated.length === 0) {
    return undefined;
  }
  const carried = itemsOf(resource.get('Tags'));
  const holds = (condition: TagCondition) => carried.some((tag) => fulfils(tag, condition));
  const shown = (anyOf.length === 0 || anyOf.some(holds)) && allOf.every(holds) && negated.length === 0;
  return shown ? PASS : undecided(selection.type, `${selection.label} selects by tag`);
}

/** `Conditions` name tags as conditions of IAM do, `ListOfTags` name them plainly. */
function conditionOf(condition: Value, wildcards: boolean): TagCondition {
  return { key: textOf(at(condition, 'ConditionKey'))?.replace(/^aws:ResourceTag\//, ''), value: textOf(at(condition, 'ConditionValue')), wildcards };
}

function fulfils(tag: Value, { key, value, wildcards }: TagCondition): boolean {
  const [ownKey, ownValue] = [textOf(at(tag, 'Key')), textOf(at(tag, 'Value'))];
  if (key === undefined || value === undefined || ownKey !== key || ownValue === undefined) {
    return false;
  }
  return wildcards ? glob(value).test(ownValue) : ownValue === value;
}
