import { Entry } from './locked';
import { Loss } from './loss';
import { Change } from './replacements';
import { SNAPSHOT_BY_DEFAULT } from '../facts/stateful-types';
import { ResourceView } from '../model/resource-view';
import { Json } from '../model/value';

/** What is said of something: what it is, and what to do. */
export interface Text {
  readonly description: string;
  readonly fix: string;
}

type LossOf<K extends Loss['kind']> = Extract<Loss, { readonly kind: K }>;
type Texts = { readonly [K in Loss['kind']]: (loss: LossOf<K>) => Text };

const BEHIND = 'CloudFormation leaves it behind, outside of any stack';
const KEEPS: Readonly<Record<string, string>> = { Retain: BEHIND, RetainExceptOnCreate: BEHIND, Snapshot: 'CloudFormation takes a last snapshot and deletes it' };
const TYPE_KEPT = 'CloudFormation refuses to change the type of a resource';

const TEXTS: Texts = {
  'removed': ({ entry, current, successor, candidates }) => {
    const heir = successor ?? (candidates.length === 1 ? candidates[0] : undefined);
    return {
      description: `${named(entry)} leaves the stack ${entry.stack.stack}: ${successor
        ? `the construct at ${successor.path} now has the logical id \`${successor.logicalId}\`, for which CloudFormation makes a new resource without what the old one holds`
        : 'nothing in its template has this logical id any more'}. ${whenRemoved(entry)}.`,
      fix: heir
        ? `${successor ? '' : `If ${heir.path} is meant to be the same resource, keep its logical id: `}\`overrideLogicalId('${entry.logicalId}')\` on the resource at ${heir.path} brings it back.`
        : `Bring the construct back, or another one with \`overrideLogicalId('${entry.logicalId}')\` in ${current.path}.`,
    };
  },
  'stack-gone': ({ entry }) => ({
    description: `${named(entry)} belongs to the stack ${entry.stack.stack}, which this app no longer makes: nobody updates the resource any more, and it goes when the stack is `
      + `deleted. ${whenRemoved(entry)}.`,
    fix: 'Bring the stack back. If the app makes other stacks by its context, give each choice a file of its own (`file`).',
  }),
  'stack-renamed': ({ entry, current }) => ({
    description: `${named(entry)} stays behind in the stack ${entry.stack.stack}: the stack at ${current.path} is now ${current.stack}, with new resources in it.`,
    fix: current.template.source.nestedIn
      ? 'Give the stack its old name back; a nested one is known by its logical id in its parent, which `overrideLogicalId` on its `nestedStackResource` keeps.'
      : `Give the stack its name back: \`stackName: '${entry.stack.stack}'\`.`,
  }),
  'stack-moved': ({ entry, current }) => ({
    description: `${named(entry)} stays behind in ${placeOf(entry.stack)}: the stack ${current.stack} goes to ${placeOf(current)}, with new resources in it.`,
    fix: 'Set the `env` of the stack back, and make a stack of another name for the other place.',
  }),
  'replaced': ({ entry, resource, changes }) => ({
    description: `${named(entry)} is replaced: ${changes.map(changed).join('; ')}. CloudFormation makes a new resource without what the old one holds. ${whenReplaced(resource)}.`,
    fix: `Set ${changes.map(({ property, through }) => (through ? `what \`${property}\` refers to` : `\`${property}\``)).join(', ')} back, or plan a move: a second store beside the first.`,
  }),
  'type-changed': ({ entry, resource }) => ({
    description: `${named(entry)} is now of type ${resource.type}: ${TYPE_KEPT}, and a new logical id would remove the old one. ${whenRemoved(entry)}.`,
    fix: `Bring the ${entry.resource.type} back under this logical id, and give the other resource an id of its own.`,
  }),
  'made-conditional': ({ entry, condition: { name } }) => ({
    description: `${named(entry)} now exists only where the condition \`${name}\` holds${
      entry.resource.condition?.name === name ? ', which is defined in another way than before' : ''}; elsewhere it is removed. ${whenRemoved(entry)}.`,
    fix: 'Take the condition away, or set it back to what is recorded.',
  }),
};

/** What is said of a loss. */
export function lossText<K extends Loss['kind']>(loss: LossOf<K>): Text {
  return (TEXTS[loss.kind] as (one: LossOf<K>) => Text)(loss);
}

/** A resource as it is recorded. */
export function named({ logicalId, resource }: Entry): string {
  return `${resource.type} \`${logicalId}\` (${resource.path})`;
}

/** A property and how it has changed. */
export function changed({ property, before, after, through }: Change): string {
  if (!through) {
    return `\`${property}\` was ${shown(before)} and is ${shown(after)}`;
  }
  const because = through.change ? `: ${changed(through.change)}` : ', for its type has changed';
  return `\`${property}\` refers to \`${through.logicalId}\`, which is replaced itself${because}`;
}

/** Where a stack is deployed. */
export function placeOf({ account, region }: { readonly account?: string; readonly region?: string }): string {
  return account === undefined && region === undefined ? 'whichever account and region it is deployed to' : `${account ?? 'any account'}/${region ?? 'any region'}`;
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'not set' : `\`${JSON.stringify(value)}\``;
}

// what counts is the policy of the template that was deployed last: the recorded one is the best that a synth knows
function whenRemoved({ resource: { type, deletionPolicy } }: Entry): string {
  const policy = deletionPolicy ?? (SNAPSHOT_BY_DEFAULT.includes(type) ? 'Snapshot' : 'Delete');
  return `${KEEPS[policy] ?? 'CloudFormation deletes it with what it holds'} (DeletionPolicy ${policy} when it was recorded)`;
}

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html
function whenReplaced({ json }: ResourceView): string {
  const policy = json.UpdateReplacePolicy ?? 'Delete';
  return `${KEEPS[policy]?.replace(/\bit\b/g, 'the old one') ?? 'CloudFormation deletes the old one with what it holds'} (UpdateReplacePolicy ${policy})`;
}
