import { any, fail, PASS, undecided, Verdict } from './verdict';
import { references } from '../model/graph/references';
import { ResourceView } from '../model/resource-view';

/** How one resource refers to another that it belongs to. */
export interface Companionship {
  /** The type that refers: `AWS::EC2::FlowLog`. */
  readonly type: string;

  /** The property by which it refers: `ResourceId`. */
  readonly by: string;

  /** What is said when no such resource refers to this one. */
  readonly missing: string;

  /** What else must hold for the one that refers; a pass when left out. */
  judge?(companion: ResourceView): Verdict;
}

/**
 * Some resource of the app, in whichever stack, refers to this one.
 *
 * A reference that only deployment resolves may be to this one: then it is undecided.
 */
export function hasCompanion(resource: ResourceView, { type, by, missing, judge = () => PASS }: Companionship): Verdict {
  const { hidden, to } = resource.template.app.derive(references).by(type, by);
  return any(
    ...to(resource).map(judge),
    ...hidden.map((companion) => undecided(type, `\`${by}\` of ${companion.resource.label} is only known at deployment (${companion.because})`)),
    fail(type, missing),
  );
}
