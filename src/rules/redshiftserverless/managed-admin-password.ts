import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isManaged } from '../redshift/managed-password';
import { rule } from '../rule';

export const managedAdminPassword = rule({
  id: 'redshiftserverless.managed-admin-password',
  title: 'The password of the administrator of namespaces is generated and kept by a service',
  why: 'A password in a template is readable by everyone who may read the stack, its change sets or the repository, and nobody rotates it.',
  fix: 'Set `ManageAdminPassword: true`, make `AdminUserPassword` a dynamic reference to a secret, or use `SecureRedshiftServerless`.',
  severity: 'high',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('IA-5(1)'), pciDss('8.3.2'), pciDss('8.6.3')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => isManaged(namespace, { password: 'AdminUserPassword', managed: 'ManageAdminPassword' }),
});
