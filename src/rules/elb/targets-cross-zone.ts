import { expectAttribute } from './attributes';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const targetsCrossZone = rule({
  id: 'elb.targets-cross-zone',
  title: 'Target groups do not switch cross-zone balancing off',
  why: 'A target group that keeps requests in their zone overloads the zone with the fewest targets, and fails with the first one.',
  fix: 'Remove load_balancing.cross_zone.enabled from `TargetGroupAttributes`, or set it to true, as `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('SC-36')],
  appliesTo: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  check: (group) => expectAttribute(group, 'load_balancing.cross_zone.enabled',
    (value, at) => (booleanOf(value) === false ? wrong(at, value, 'true') : PASS), 'TargetGroupAttributes'),
});
