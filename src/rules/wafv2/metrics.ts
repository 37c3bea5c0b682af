import { WEB_ACL } from './statements';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, booleanOf, itemsOf, textOf, Value } from '../../model/value';
import { rule } from '../rule';
import { all, fail, PASS, undecided, Verdict } from '../verdict';

export const metrics = rule({
  id: 'wafv2.metrics',
  title: 'Web ACLs and their rules have metrics',
  why: 'Without a metric no alarm can tell that a rule suddenly blocks, or no longer blocks, thousands of requests.',
  fix: 'Set `VisibilityConfig.CloudWatchMetricsEnabled: true` on the web ACL and on every rule, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.FIREWALL_LOGS,
  controls: [fsbp('WAF.12'), nist80053r5('CA-7'), pciDss('10.4.1.1')],
  appliesTo: [WEB_ACL, 'AWS::WAFv2::RuleGroup'],
  check: (resource) => all(
    isVisible(resource.get('VisibilityConfig'), 'Properties.VisibilityConfig'),
    ...itemsOf(resource.get('Rules')).map((one) => isVisible(at(one, 'VisibilityConfig'), `Properties.Rules.${textOf(at(one, 'Name')) ?? ''}.VisibilityConfig`)),
  ),
});

function isVisible(config: Value, where: string): Verdict {
  const on = at(config, 'CloudWatchMetricsEnabled');
  if (on.kind === 'unknown') {
    return undecided(where, `it is only known at deployment (${on.because})`);
  }
  return booleanOf(on) === true ? PASS : fail(where, '`CloudWatchMetricsEnabled` is not true');
}
