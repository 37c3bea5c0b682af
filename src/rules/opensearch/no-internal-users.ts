import { DOMAINS } from './scope';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const noInternalUsers = rule({
  id: 'opensearch.no-internal-users',
  title: 'OpenSearch domains keep no internal users',
  why: 'Passwords of internal users stand in templates and configuration files and are never rotated; IAM roles have none.',
  fix: 'Leave `AdvancedSecurityOptions.InternalUserDatabaseEnabled` at false and make an IAM role the master user, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('AC-2'), nist80053r5('IA-5(1)'), pciDss('8.3.2'), pciDss('8.6.3')],
  appliesTo: DOMAINS,
  check: (domain) => isNotTrue(domain, 'AdvancedSecurityOptions.InternalUserDatabaseEnabled'),
});
