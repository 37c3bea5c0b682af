import { fsbp } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atLeastIfGiven } from '../expect';
import { rule } from '../rule';

// the default of the service: https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
const MIN_DAYS = 30;

export const deletionWindow = rule({
  id: 'kms.deletion-window',
  title: 'Customer managed keys wait long before they are deleted',
  why: 'Until the window ends a deletion can be cancelled; seven days pass over a holiday before anybody misses a database that is used monthly.',
  fix: 'Leave `PendingWindowInDays` out for 30 days, or set it to 30, as `DataKey` does.',
  severity: 'medium',
  safeguard: Safeguard.KEY_DELETION_GUARD,
  controls: [fsbp('KMS.3')],
  appliesTo: ['AWS::KMS::Key'],
  check: (resource) => atLeastIfGiven(resource, 'PendingWindowInDays', MIN_DAYS, 'days'),
});
