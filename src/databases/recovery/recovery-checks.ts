import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { checkObjectives, Disaster, DISASTERS, ObjectiveInSeconds, RecoveryObjectives, span } from '../../core/recovery-objectives';
import { safeguardName } from '../../core/safeguard';
import { mayMeet, reachOf, RecoveryMeans } from '../../facts/recovery';

/** The prop in which a store takes its objectives. */
export const OBJECTIVES_PROP = 'recovery.objectives';

/** Report objectives that are malformed, that nothing which the store has or can have meets, and that a waiver speaks against. */
export function checkRecovery(
  objectives: RecoveryObjectives | undefined, means: Readonly<Record<string, RecoveryMeans>>, hardening: Hardening, problems: PropProblems,
): void {
  const stated = checkObjectives(OBJECTIVES_PROP, objectives, problems);
  for (const disaster of DISASTERS) {
    const objective = stated[disaster];
    // an engine without a standby does not know the safeguard either
    const known = Object.values(means)
      .filter(({ against, safeguard }) => against === disaster && (safeguard === undefined || hardening.knows(safeguard)));
    if (objective !== undefined) {
      checkReach(disaster, objective, known, problems);
      checkWaivers(disaster, known.filter((each) => mayMeet(each, objective)), hardening, problems);
    }
  }
}

function checkReach(disaster: Disaster, objective: ObjectiveInSeconds, means: readonly RecoveryMeans[], problems: PropProblems): void {
  const named = `\`${OBJECTIVES_PROP}.${disaster}`;
  if (means.length === 0) {
    problems.add('OBJECTIVE_UNREACHABLE', `${named}\` is stated, but this store has nothing against it; remove it, or take another kind of store`);
    return;
  }
  const { point, time } = objective;
  const [safest, fastest] = [leastOf(means, (each) => each.point), leastOf(means, (each) => each.time ?? Infinity)];
  const [lost, late] = [point !== undefined && point < safest.point, time !== undefined && !means.some((each) => mayMeet(each, { time }))];
  problems.when(lost, 'OBJECTIVE_UNREACHABLE',
    () => `${named}.point\` is ${span(point!)}, but ${safest.name} may lose ${span(safest.point)}, and nothing else here loses less; `
      + `pass Duration.seconds(${safest.point}) or more`);
  const takes = fastest.time === undefined ? 'may take a time that AWS does not say' : `typically takes ${span(fastest.time)}, and nothing else here is faster`;
  problems.when(late, 'OBJECTIVE_UNREACHABLE',
    () => `${named}.time\` is ${span(time!)}, but ${fastest.name} ${takes}; ${insteadOf(disaster, fastest)}`);
  problems.when(!lost && !late && !means.some((each) => mayMeet(each, objective)), 'OBJECTIVE_UNREACHABLE',
    () => `${named}\` is ${span(point!)} and ${span(time!)}, but nothing here does both: ${means.map((each) => `${each.name} ${reachOf(each)}`).join('; ')}; `
      + 'raise one of the two');
}

function insteadOf(disaster: Disaster, { time }: RecoveryMeans): string {
  if (time !== undefined) {
    return `pass Duration.seconds(${time}) or more`;
  }
  return disaster === 'zone' ? 'remove it, since nothing takes over by itself' : 'pass what it may take';
}

function leastOf(means: readonly RecoveryMeans[], figureOf: (means: RecoveryMeans) => number): RecoveryMeans {
  return [...means].sort((left, right) => figureOf(left) - figureOf(right))[0];
}

function checkWaivers(disaster: Disaster, able: readonly RecoveryMeans[], hardening: Hardening, problems: PropProblems): void {
  const waived = able.filter(({ safeguard }) => safeguard !== undefined && !hardening.keeps(safeguard));
  problems.when(able.length > 0 && waived.length === able.length, 'OBJECTIVE_CONTRADICTED',
    () => `\`${OBJECTIVES_PROP}.${disaster}\` needs ${waived[0].name}, but ${safeguardName(waived[0].safeguard!)} is waived; remove the waiver, or the objective`);
}
