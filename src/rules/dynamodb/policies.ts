import { everyCopy } from './copies';
import { ResourceView } from '../../model/resource-view';
import { Value } from '../../model/value';
import { all, Verdict } from '../verdict';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
const PATHS = ['ResourcePolicy.PolicyDocument', 'StreamSpecification.ResourcePolicy.PolicyDocument', 'ReplicaStreamSpecification.ResourcePolicy.PolicyDocument'];

/** The policies of a table and of its stream, in each copy. */
export function everyTablePolicy(table: ResourceView, judge: (policy: Value, where: string) => Verdict): Verdict {
  return everyCopy(table, ({ get, place }) => all(...PATHS.map((path) => judge(get(path), `${place}.${path}`))));
}
