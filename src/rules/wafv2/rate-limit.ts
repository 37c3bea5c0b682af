import { hasRule, WEB_ACL } from './statements';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const rateLimit = rule({
  id: 'wafv2.rate-limit',
  title: 'Web ACLs limit how fast one client may ask',
  why: 'Without a limit one address can guess passwords, or walk through every record, as fast as the database answers.',
  fix: 'Add a rule with a RateBasedStatement to `Rules`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [nist80053r5('SC-5'), pciDss('6.4.2')],
  appliesTo: [WEB_ACL],
  check: (acl) => hasRule(acl, (statement) => statement.get('RateBasedStatement').kind !== 'absent', 'no rule limits the rate of requests'),
});
