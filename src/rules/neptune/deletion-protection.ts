import { cisDatabase, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const deletionProtection = rule({
  id: 'neptune.deletion-protection',
  title: 'Neptune clusters have deletion protection',
  why: 'Without it one API call, one console click or one replaced resource deletes the database.',
  fix: 'Set `DeletionProtection: true`.',
  severity: 'low',
  safeguard: Safeguard.DELETION_PROTECTION,
  controls: [fsbp('Neptune.4'), cisDatabase('9.10'), nist80053r5('CM-3'), nist80053r5('SC-5(2)'), hipaa('164.308(a)(7)(i)')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => isTrue(cluster, 'DeletionProtection'),
});
