import { cisFoundations, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { rule } from '../rule';

export const defaultSecurityGroupClosed = rule({
  id: 'vpc.default-security-group-closed',
  title: 'The default security group of every VPC admits nothing',
  why: 'Whatever is launched without a group lands in the default one, whose members reach each other on every port.',
  fix: 'Let the CDK empty the group (`restrictDefaultSecurityGroup: true`, a `Custom::VpcRestrictDefaultSG`), or use `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.CLOSED_DEFAULT_SECURITY_GROUP,
  controls: [fsbp('EC2.2'), cisFoundations('5.5'), nist80053r5('AC-4(21)'), nist80053r5('SC-7(5)'), nist80053r5('SC-7(21)'), hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::EC2::VPC'],
  check: (resource) => hasCompanion(resource, {
    type: 'Custom::VpcRestrictDefaultSG',
    by: 'DefaultSecurityGroupId',
    missing: 'nothing in the app empties the default security group of this VPC',
  }),
});
