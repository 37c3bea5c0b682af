import { hasRule, isManagedGroup, WEB_ACL } from './statements';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { SQL_DATABASE } from '../../facts/managed-rule-groups';
import { rule } from '../rule';

export const sqlInjection = rule({
  id: 'wafv2.sql-injection',
  title: 'Web ACLs block SQL injection',
  why: 'It is the attack that turns a search field into a copy of the database.',
  fix: `Add ${SQL_DATABASE.name} or a SqliMatchStatement to \`Rules\`, without Count, or use \`WafProtectedAlb\`.`,
  severity: 'high',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [nist80053r5('SI-10'), pciDss('6.4.1'), pciDss('6.4.2')],
  appliesTo: [WEB_ACL],
  check: (acl) => hasRule(acl, (statement) => isManagedGroup(SQL_DATABASE.name)(statement) || statement.get('SqliMatchStatement').kind !== 'absent',
    'no rule blocks SQL injection'),
});
