import { hasOwnName } from './own-name';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_ADMINISTRATORS } from '../../facts/default-administrators';
import { rule } from '../rule';

export const customAdminUsername = rule({
  id: 'redshift.custom-admin-username',
  title: 'The administrator of Redshift clusters has a name of its own',
  why: 'Password guessing starts with `awsuser` and `admin`; a name of its own takes half of the credentials away from the attacker.',
  fix: 'Set `MasterUsername` to a name that is no default, or use `SecureRedshiftCluster`, which derives one from the construct.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [fsbp('Redshift.8'), nist80053r5('CA-9(1)'), nist80053r5('CM-2'), pciDss('2.2.2')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => hasOwnName(cluster, 'MasterUsername', DEFAULT_ADMINISTRATORS),
});
