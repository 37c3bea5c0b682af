import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_ADMINISTRATORS } from '../../facts/default-administrators';
import { hasOwnName } from '../redshift/own-name';
import { rule } from '../rule';

export const customAdminUsername = rule({
  id: 'redshiftserverless.custom-admin-username',
  title: 'The administrator of namespaces has a name of its own',
  why: 'Password guessing starts with `admin`, which is the default here; a name of its own takes half of the credentials away from the attacker.',
  fix: 'Set `AdminUsername` to a name that is no default, or use `SecureRedshiftServerless`, which derives one from the construct.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [fsbp('RedshiftServerless.5'), nist80053r5('CM-2'), pciDss('2.2.2')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => hasOwnName(namespace, 'AdminUsername', DEFAULT_ADMINISTRATORS),
});
