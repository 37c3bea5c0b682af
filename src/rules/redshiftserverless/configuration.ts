import { ResourceView } from '../../model/resource-view';
import { entrySays } from '../redshift/parameter-list';
import { Verdict } from '../verdict';

/** A parameter of a workgroup is true. */
export function configurationIsTrue(workgroup: ResourceView, parameter: string): Verdict {
  return entrySays(workgroup, { list: 'ConfigParameters', name: 'ParameterKey', value: 'ParameterValue' }, parameter);
}
