import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { itemsOf, textOf } from '../../model/value';
import { atLeast, expectAt } from '../expect';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
const MIN_ZONES = 3;

export const spansZones = rule({
  id: 'dax.spans-zones',
  title: 'DAX clusters have nodes in at least three Availability Zones',
  why: 'A cluster of one node is gone with its host, one of two has no majority left; all reads fall on the table, which was sized for the misses.',
  fix: 'Set `ReplicationFactor` to 3 or more, and `AvailabilityZones` to at least three or leave it out, or use `SecureDaxCluster`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-2(2)'), nist80053r5('CP-6(2)'), nist80053r5('SC-36'), nist80053r5('SC-5(2)'), nist80053r5('SI-13(5)'),
    hipaa('164.308(a)(7)(i)')],
  appliesTo: ['AWS::DAX::Cluster'],
  check: (cluster) => all(
    atLeast(cluster, 'ReplicationFactor', MIN_ZONES, 'nodes'),
    expectAt(cluster, 'AvailabilityZones', (value, at) => {
      const zones = itemsOf(value).map((zone, index) => textOf(zone) ?? index);
      const count = new Set(zones).size;
      return value.kind === 'absent' || count >= MIN_ZONES ? PASS : fail(at, `it names ${count} zones, expected at least ${MIN_ZONES}`);
    }),
  ),
});
