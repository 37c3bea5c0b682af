import { spansZones } from './zones';
import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const subnetGroupSpansZones = rule({
  id: 'redshift.subnet-group-spans-zones',
  title: 'Redshift subnet groups span at least two Availability Zones',
  why: 'A cluster whose subnets all lie in one zone can neither be relocated nor restored when that zone fails.',
  fix: 'Name subnets of two zones in `SubnetIds`, or use `SecureRedshiftCluster`, which takes the data tier.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [securityHub('Redshift.16'), nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: ['AWS::Redshift::ClusterSubnetGroup'],
  check: (group) => spansZones(group),
});
