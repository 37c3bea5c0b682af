import { WEB_ACL } from './statements';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const alarmed = rule({
  id: 'wafv2.alarmed',
  title: 'Web ACLs have an alarm on surges of blocked requests',
  why: 'A wall that is hit ten thousand times in an hour holds until the attacker finds the gap; somebody should look before.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on BlockedRequests whose dimension WebACL is the metric name of the web ACL, or use `DatabaseWebAcl`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)'), pciDss('10.4.1.1')],
  appliesTo: [WEB_ACL],
  // the dimension is the metric name of the web ACL
  check: (acl, app) => isWatched(app, {
    metrics: ['BlockedRequests'], dimension: 'WebACL', noun: 'web ACL', isIt: named(acl, 'VisibilityConfig.MetricName'),
  }),
});
