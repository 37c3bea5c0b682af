import { all, fail, PASS, undecided, Verdict } from './verdict';
import { Disaster, DISASTERS, ObjectiveInSeconds, OBJECTIVES_FORMAT, OBJECTIVES_TAG, parseObjectives, renderObjectives } from '../core/recovery-objectives';
import { mayMeet, reachOf, RecoveryMeans } from '../facts/recovery';
import { pseudoParameter } from '../model/environment';
import { ResourceView } from '../model/resource-view';
import { alternatives, at, itemsOf, textOf, Value } from '../model/value';

/** A means that a store may have against a disaster, and whether it has it. */
export interface Preparation {
  readonly means: RecoveryMeans;

  /** Whether the store has it, as this objective needs it. */
  there(objective: ObjectiveInSeconds): Verdict;

  /** Whether somebody measures how long it takes, where AWS does not say. */
  timed?(): Verdict;
}

/** Whether a store states objectives: it carries the tag. */
export function statesObjectives(tags: Value): boolean {
  return statements(tags).length > 0;
}

function statements(tags: Value): Value[] {
  return itemsOf(tags).filter((tag) => tag.kind !== 'unknown' && textOf(at(tag, 'Key')) === OBJECTIVES_TAG).map((tag) => at(tag, 'Value'));
}

/** What is asked of a store can be met by what it has. */
export function meetsObjectives(tags: Value, place: string, preparations: readonly Preparation[]): Verdict {
  return all(...statements(tags).flatMap(alternatives).map((statement) => {
    if (statement.kind === 'unknown' || statement.kind === 'reference') {
      const because = statement.kind === 'unknown' ? statement.because : `${statement.attribute} of ${statement.resource.label}`;
      return undecided(place, `the tag ${OBJECTIVES_TAG} is only known at deployment (${because})`);
    }
    if (statement.kind !== 'known') {
      return fail(place, `the tag ${OBJECTIVES_TAG} has no text, expected ${OBJECTIVES_FORMAT}`);
    }
    const objectives = parseObjectives(String(statement.value));
    return objectives === undefined
      ? fail(place, `the tag ${OBJECTIVES_TAG} is '${statement.value}', expected ${OBJECTIVES_FORMAT}`)
      : all(...DISASTERS.map((disaster) => meets(disaster, objectives[disaster], place, preparations)));
  }));
}

/** One of the means is enough; when none is, each says why. */
function meets(disaster: Disaster, objective: ObjectiveInSeconds | undefined, place: string, preparations: readonly Preparation[]): Verdict {
  if (objective === undefined) {
    return PASS;
  }
  const asked = `${renderObjectives({ [disaster]: objective })} is asked, but`;
  const verdicts = preparations.filter(({ means }) => means.against === disaster).map((preparation) => judge(preparation, objective, place));
  if (verdicts.some(({ kind }) => kind === 'pass')) {
    return PASS;
  }
  const open = verdicts.flatMap((verdict) => (verdict.kind === 'unknown' ? [verdict.because] : []));
  const failed = verdicts.flatMap((verdict) => (verdict.kind === 'fail' ? [verdict.because] : []));
  return open.length > 0 ? undecided(place, `${asked} ${open[0]}`) : fail(place, `${asked} ${failed.join('; ') || 'nothing here is prepared for it'}`);
}

function judge({ means, there, timed }: Preparation, objective: ObjectiveInSeconds, place: string): Verdict {
  if (!mayMeet(means, objective)) {
    return fail(place, `${means.name} ${reachOf(means)}`);
  }
  const untimed = objective.time === undefined || means.time !== undefined;
  const present = there(objective);
  return all(
    present.kind === 'pass' ? PASS : { ...present, because: `${means.name}: ${present.because} (${present.at})` },
    untimed ? PASS : timed?.() ?? undecided(place, `AWS does not say how long it takes to come back by ${means.name}, and nothing here measures it; try it, and acknowledge this finding with what you measured`),
  );
}

/** Whether a resource lies in another region than another: a pass when it does. */
export function liesElsewhere(resource: ResourceView, other: ResourceView): Verdict {
  const [region, home] = [resource, other].map(({ template }) => pseudoParameter('AWS::Region', template));
  return isElsewhere(region, home, `${resource.label} lies`);
}

/** Whether a region is another one than that of a store; `${…}` where only deployment knows. */
export function isElsewhere(region: string, home: string, subject: string): Verdict {
  if (region === home) {
    return fail('AWS::Region', `${subject} in the same region`);
  }
  const open = [region, home].some((each) => each === '' || each.includes('${'));
  return open ? undecided('AWS::Region', `whether ${subject} in another region is only known at deployment`) : PASS;
}
