import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { alternatives, textOf } from '../../model/value';
import { present } from '../expect';
import { everyStatement, isForEverybody, isNarrowed, textsAt } from '../policy';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

// the others carry no policy: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
const WITH_POLICY = ['Gateway', 'Interface'];
const OF_RESOURCES = ['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths'];

export const endpointPolicyLimited = rule({
  id: 'vpc.endpoint-policy-limited',
  title: 'VPC endpoints admit known principals or resources only',
  why: 'By default an endpoint takes any credentials to any resource: data leaves the closed network into a bucket of somebody else.',
  fix: 'Set `PolicyDocument` with a condition on `aws:PrincipalAccount` or `aws:PrincipalOrgID`, or use `TieredNetwork`.',
  severity: 'medium',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [nist80053r5('AC-4'), nist80053r5('AC-6'), nist80053r5('SC-7(10)')],
  appliesTo: ['AWS::EC2::VPCEndpoint'],
  only: (endpoint) => alternatives(endpoint.get('VpcEndpointType')).some((kind) => kind.kind !== 'known' || WITH_POLICY.includes(textOf(kind)!)),
  check: (endpoint) => all(present(endpoint, 'PolicyDocument'), everyStatement(endpoint.get('PolicyDocument'), 'Properties.PolicyDocument', (statement) => {
    const open = statement.effect === 'Allow' && isForEverybody(statement) && textsAt(statement, 'Resource').includes('*')
      && !isNarrowed(statement, OF_RESOURCES);
    return open ? fail('Properties.PolicyDocument', `${statement.label} allows everybody to reach everything`) : PASS;
  })),
});
