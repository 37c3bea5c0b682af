import { cisDatabase, fsbp, nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isAbsent } from '../expect';
import { rule } from '../rule';
import { fail } from '../verdict';

export const noClassicSecurityGroups = rule({
  id: 'rds.no-classic-security-groups',
  title: 'No database security group of EC2-Classic is left',
  why: 'Database security groups belong to a network that no longer exists; a rule in one looks like protection and does nothing in a VPC.',
  fix: 'Remove the `AWS::RDS::DBSecurityGroup` and `DBSecurityGroups`, and list groups of the VPC in `VPCSecurityGroups`, as `SecureRdsInstance` does.',
  severity: 'medium',
  safeguard: Safeguard.TIERED_ACCESS,
  // what must not exist needs neither events nor tags
  controls: [fsbp('RDS.22'), securityHub('RDS.31'), cisDatabase('3.4'), nist80053r5('SC-7')],
  appliesTo: ['AWS::RDS::DBInstance', 'AWS::RDS::DBSecurityGroup'],
  check: (resource) => (resource.type === 'AWS::RDS::DBSecurityGroup'
    ? fail('Type', 'database security groups belong to EC2-Classic')
    : isAbsent(resource, 'DBSecurityGroups')),
});
