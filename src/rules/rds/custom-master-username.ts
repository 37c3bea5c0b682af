import { followsNone } from './global';
import { unlessInherited } from './inherited';
import { STORES } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DEFAULT_ADMINISTRATORS } from '../../facts/default-administrators';
import { expectAt, wrong } from '../expect';
import { isDynamicReference } from '../raw-text';
import { rule } from '../rule';
import { PASS, undecided } from '../verdict';

export const customMasterUsername = rule({
  id: 'rds.custom-master-username',
  title: 'The master user of RDS instances and clusters has a name of its own',
  why: 'Password guessing starts with `admin`, `postgres` and `root`; a name of its own takes half of the credentials away from the attacker.',
  fix: 'Set `MasterUsername` to a name that is no default, or use `SecureRdsInstance`, which derives one from the construct.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [fsbp('RDS.24'), fsbp('RDS.25'), cisDatabase('3.7'), nist80053r5('CA-9(1)'), nist80053r5('CM-2'), pciDss('2.2.2')],
  appliesTo: STORES,
  only: followsNone,
  check: (resource) => {
    if (isDynamicReference(resource, 'MasterUsername')) {
      return undecided('Properties.MasterUsername', 'it is a dynamic reference');
    }
    return expectAt(resource, 'MasterUsername', (name, at) => {
      if (name.kind === 'absent') {
        return unlessInherited(resource, 'MasterUsername', () => wrong(at, name, 'a name of its own'));
      }
      return name.kind === 'known' && DEFAULT_ADMINISTRATORS.includes(String(name.value).toLowerCase()) ? wrong(at, name, 'a name of its own') : PASS;
    });
  },
});
