import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf, Value } from '../../model/value';
import { expectAt, Settled } from '../expect';
import { all, undecided, Verdict } from '../verdict';

/** What is asked of a parameter; `given` is absent where the default of the engine counts. */
export type ParameterJudge = (given: Exclude<Settled, { kind: 'unknown' }>, at: string) => Verdict;

/**
 * Judge a parameter of the group that is attached to a store, in whichever stack the group lies.
 *
 * The groups of the service (`default.mysql8.0`) leave every parameter at the default of the engine;
 * what a group of another app holds is not known.
 */
export function attachedParameter(resource: ResourceView, parameter: string, judge: ParameterJudge): Verdict {
  const property = resource.type.endsWith('::DBCluster') ? 'DBClusterParameterGroupName' : 'DBParameterGroupName';
  return expectAt(resource, property, (group, at) => {
    if (group.kind === 'reference') {
      const where = `Properties.Parameters.${parameter}`;
      return valueOf(group.resource.get(`Parameters.${parameter}`), `${group.resource.label} ${where}`, judge);
    }
    const name = textOf(group);
    return name === undefined || name.startsWith('default.')
      ? judge({ kind: 'absent' }, at)
      : undecided(at, `the parameter group ${name} is not part of this app`);
  });
}

function valueOf(value: Value, at: string, judge: ParameterJudge): Verdict {
  return all(...alternatives(value).map((one) => (
    one.kind === 'unknown' ? undecided(at, `it is only known at deployment (${one.because})`) : judge(one, at))));
}
