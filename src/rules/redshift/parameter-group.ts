import { entrySays } from './parameter-list';
import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { fail, undecided, Verdict } from '../verdict';

/**
 * A parameter of the group that is attached to a cluster is true, in whichever stack the group lies.
 *
 * The groups of the service leave parameters at defaults that have changed over the years: a parameter counts only if it is written.
 */
export function parameterIsTrue(cluster: ResourceView, parameter: string): Verdict {
  return expectAt(cluster, 'ClusterParameterGroupName', (group, where) => {
    if (group.kind === 'reference') {
      return groupSays(group.resource, parameter);
    }
    const name = textOf(group);
    return name === undefined || name.startsWith('default.')
      ? fail(where, `it is ${name ?? 'not set'}, expected a group whose \`${parameter}\` is true`)
      : undecided(where, `the parameter group ${name} is not part of this app`);
  });
}

function groupSays(group: ResourceView, parameter: string): Verdict {
  return entrySays(group, { list: 'Parameters', name: 'ParameterName', value: 'ParameterValue' }, parameter);
}
