import { WEB_ACL } from './statements';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const noWafClassic = rule({
  id: 'wafv2.no-waf-classic',
  title: 'Web ACLs belong to the current WAF, not to WAF Classic',
  why: 'WAF Classic has no managed rules of AWS, no labels and no inspection of JSON, and AWS no longer supports it; what it protects is half protected.',
  fix: 'Replace the resources of `AWS::WAF` and `AWS::WAFRegional` by those of `AWS::WAFv2`, such as `DatabaseWebAcl`.',
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [fsbp('WAF.1'), fsbp('WAF.2'), fsbp('WAF.4'), fsbp('WAF.6'), fsbp('WAF.8'), nist80053r5('SC-7')],
  appliesTo: [WEB_ACL, 'AWS::WAF::WebACL', 'AWS::WAF::Rule', 'AWS::WAFRegional::WebACL', 'AWS::WAFRegional::Rule'],
  check: (resource) => (resource.type === WEB_ACL ? PASS : fail('Type', 'it belongs to WAF Classic')),
});
