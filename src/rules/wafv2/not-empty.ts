import { WEB_ACL } from './statements';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const notEmpty = rule({
  id: 'wafv2.not-empty',
  title: 'Web ACLs have rules',
  why: 'An empty web ACL shows up as a firewall everywhere and lets everything through.',
  fix: 'Add rules or rule groups to `Rules`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [fsbp('WAF.10'), nist80053r5('AC-4(21)'), nist80053r5('SC-7'), nist80053r5('SC-7(11)'), pciDss('6.4.1')],
  appliesTo: [WEB_ACL, 'AWS::WAFv2::RuleGroup'],
  check: (resource) => present(resource, 'Rules'),
});
