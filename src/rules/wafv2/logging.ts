import { WEB_ACL } from './statements';
import { hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { present } from '../expect';
import { rule } from '../rule';

export const logging = rule({
  id: 'wafv2.logging',
  title: 'Web ACLs log their decisions',
  why: 'Without the log nobody can tell what an attacker tried, what came through, or why a customer was blocked.',
  fix: 'Add an `AWS::WAFv2::LoggingConfiguration` whose `ResourceArn` is the web ACL, or use `WafProtectedAlb`.',
  severity: 'low',
  safeguard: Safeguard.FIREWALL_LOGS,
  controls: [securityHub('WAF.11'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: [WEB_ACL],
  check: (acl) => hasCompanion(acl, {
    type: 'AWS::WAFv2::LoggingConfiguration',
    by: 'ResourceArn',
    missing: 'no logging configuration of the app names the web ACL',
    judge: (configuration) => present(configuration, 'LogDestinationConfigs'),
  }),
});
