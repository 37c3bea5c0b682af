import { GLOBAL_CLUSTER } from './global';
import { standsAlone, STORES } from './scope';
import { cisDatabase, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const deletionProtection = rule({
  id: 'rds.deletion-protection',
  title: 'RDS instances, clusters and global databases have deletion protection',
  why: 'Without it one API call, one console click or one replaced resource deletes the database.',
  fix: 'Set `DeletionProtection: true`, or use `SecureRdsInstance`; an environment that is rebuilt often says so with a `Waiver`.',
  severity: 'medium',
  safeguard: Safeguard.DELETION_PROTECTION,
  controls: [fsbp('RDS.7'), fsbp('RDS.8'), cisDatabase('2.11'), cisDatabase('3.14'), nist80053r5('CM-3'), nist80053r5('SC-5(2)'),
    hipaa('164.308(a)(7)(i)'), hipaa('164.308(a)(7)(ii)(C)')],
  appliesTo: [...STORES, GLOBAL_CLUSTER],
  only: standsAlone,
  check: (resource) => isTrue(resource, 'DeletionProtection'),
});
