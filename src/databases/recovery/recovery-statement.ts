import { Stack, TagManager } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { OBJECTIVES_PROP } from './recovery-checks';
import { known } from '../../core/known';
import { objectivesInSeconds, OBJECTIVES_TAG, RecoveryObjectives, renderObjectives } from '../../core/recovery-objectives';
import { mayMeet, RecoveryMeans } from '../../facts/recovery';

/** What a store has in other regions; later calls add to it. */
export interface InOtherRegions {
  /** What there is when the app is synthesized. */
  readonly found: () => readonly RecoveryMeans[];

  /** What to call for more. */
  readonly instead: string;
}

/** Write what is asked of a store on the store, for rules and people, and look at synth whether it lies in another region where it must. */
export function stateObjectives(store: Construct, tags: TagManager, objectives: RecoveryObjectives | undefined, elsewhere?: InOtherRegions): void {
  if (objectives === undefined) {
    return;
  }
  const seconds = objectivesInSeconds(objectives);
  tags.setTag(OBJECTIVES_TAG, renderObjectives(seconds));
  const { region } = seconds;
  if (region !== undefined && elsewhere !== undefined) {
    const stated = renderObjectives({ region });
    store.node.addValidation({
      validate: () => {
        const found = elsewhere.found();
        const best = found.length === 0 ? 'nothing of the store lies in another region' : `${found.map(({ name }) => name).join(' and ')} cannot meet it`;
        return found.some((means) => mayMeet(means, region)) ? []
          : [`OBJECTIVE_NOT_PREPARED: \`${OBJECTIVES_PROP}\` states ${stated}, but ${best}; ${elsewhere.instead}`];
      },
    });
  }
}

/** Whether somebody asks how long a restore of the store takes: AWS says no figure, so that it is measured. */
export function asksForRestoreTime(objectives: RecoveryObjectives | undefined): boolean {
  return objectives?.application?.time !== undefined;
}

/** Whether two constructs lie in different regions; two that are left open are taken for the same one, a single one for another. */
export function liesElsewhere(one: IConstruct, other: IConstruct): boolean {
  const [left, right] = [one, other].map((each) => known(Stack.of(each).region));
  return left !== right;
}

/** Whether a property of a resource names something, in plain text or within an ARN: not a part of a longer name. */
export function names(resource: IConstruct, property: unknown, identifier: string): boolean {
  const texts = property === undefined ? [] : JSON.stringify(Stack.of(resource).resolve(property)).split(/[^\w-]+/);
  return texts.includes(identifier);
}
