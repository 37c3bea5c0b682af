import { keeps } from './group-rules';
import { hasRule, isManagedGroup, WEB_ACL } from './statements';
import { pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { KNOWN_BAD_INPUTS, LOG4J_RULES } from '../../facts/managed-rule-groups';
import { rule } from '../rule';
import { all } from '../verdict';

export const knownBadInputs = rule({
  id: 'wafv2.known-bad-inputs',
  title: 'Web ACLs block requests that are known to exploit vulnerabilities',
  why: 'Exploits such as Log4j need one request, and run on the host that holds the credentials of the database.',
  fix: `Add ${KNOWN_BAD_INPUTS.name} to \`Rules\`, without Count, or use \`WafProtectedAlb\`.`,
  severity: 'medium',
  safeguard: Safeguard.WEB_FIREWALL,
  controls: [pciDss('6.4.2')],
  appliesTo: [WEB_ACL],
  check: (acl) => all(
    hasRule(acl, isManagedGroup(KNOWN_BAD_INPUTS.name), 'no rule blocks known bad inputs'),
    hasRule(acl, (statement) => isManagedGroup(KNOWN_BAD_INPUTS.name)(statement) && keeps(statement, LOG4J_RULES),
      `${KNOWN_BAD_INPUTS.name} does not block Log4j: its rules ${LOG4J_RULES}… are overridden`),
  ),
});
