import { isManaged } from './managed-password';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const managedAdminPassword = rule({
  id: 'redshift.managed-admin-password',
  title: 'The password of the administrator of Redshift clusters is generated and kept by a service',
  why: 'A password in a template is readable by everyone who may read the stack, its change sets or the repository, and nobody rotates it.',
  fix: 'Set `ManageMasterPassword: true`, make `MasterUserPassword` a dynamic reference to a secret, or use `SecureRedshiftCluster`.',
  severity: 'high',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('IA-5(1)'), pciDss('8.3.2'), pciDss('8.6.3')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => isManaged(cluster, { password: 'MasterUserPassword', managed: 'ManageMasterPassword' }),
});
