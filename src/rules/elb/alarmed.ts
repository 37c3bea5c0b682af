import { isPublicApplication, LOAD_BALANCER } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

const METRICS = ['HTTPCode_ELB_5XX_Count', 'HTTPCode_Target_5XX_Count'];

export const alarmed = rule({
  id: 'elb.alarmed',
  title: 'Public application load balancers have an alarm on failing requests',
  why: 'Customers see a failing site before anybody in the company does, unless an alarm counts what was answered with an error.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on HTTPCode_ELB_5XX_Count of the load balancer, or use `WafProtectedAlb` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: [LOAD_BALANCER],
  only: isPublicApplication,
  check: (balancer, app) => isWatched(app, {
    metrics: [METRICS], dimension: 'LoadBalancer', noun: 'load balancer', isIt: named(balancer, 'LoadBalancerFullName'),
  }),
});
