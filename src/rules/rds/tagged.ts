import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'rds.tagged',
  title: 'RDS instances, clusters and subnet groups are tagged',
  why: 'A database without an owner is one that nobody patches, pays for or dares to delete; policies that go by tags do not see it.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [securityHub('RDS.28'), securityHub('RDS.30'), securityHub('RDS.33'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::RDS::DBSubnetGroup'],
  check: (resource) => present(resource, 'Tags'),
});
