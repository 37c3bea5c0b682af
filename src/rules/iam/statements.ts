import { ResourceView } from '../../model/resource-view';
import { at, itemsOf } from '../../model/value';
import { everyStatement, Statement } from '../policy';
import { all, PASS, Verdict } from '../verdict';

/** Resources that carry statements about what principals may do. */
export const POLICIES = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];

/** Every statement that allows something, of a policy or of the inline policies of a principal. */
export function everyAllow(resource: ResourceView, judge: (statement: Statement, where: string) => Verdict): Verdict {
  const documents = resource.type.endsWith('Policy')
    ? [{ policy: resource.get('PolicyDocument'), where: 'Properties.PolicyDocument' }]
    : itemsOf(resource.get('Policies')).map((policy, index) => ({
      policy: policy.kind === 'unknown' ? policy : at(policy, 'PolicyDocument'), where: `Properties.Policies.${index}.PolicyDocument`,
    }));
  return all(...documents.map(({ policy, where }) => everyStatement(policy, where, (statement) => (
    statement.effect === 'Allow' ? judge(statement, where) : PASS))));
}
