import { fsbp, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'kms.retained',
  title: 'Customer managed keys outlive their stack',
  why: 'A stack that is deleted schedules its keys for deletion; retained databases, snapshots and logs under them are lost for good.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `DataKey`.',
  severity: 'critical',
  safeguard: Safeguard.RETENTION,
  controls: [fsbp('KMS.3'), pciDss('3.6.1')],
  appliesTo: ['AWS::KMS::Key'],
  check: (resource) => keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate']),
});
