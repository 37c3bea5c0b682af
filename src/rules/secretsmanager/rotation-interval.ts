import { cisDatabase, fsbp, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { atMost, present } from '../expect';
import { rule } from '../rule';
import { any } from '../verdict';

// the default of Security Hub: https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-4
const MAX_DAYS = 90;

export const rotationInterval = rule({
  id: 'secretsmanager.rotation-interval',
  title: 'Secrets are rotated at least every 90 days',
  why: 'A schedule of a year leaves a leaked password valid for a year.',
  fix: 'Set `RotationRules.AutomaticallyAfterDays` to 90 or less, or give a `RotationRules.ScheduleExpression`; `SecureRdsInstance` leaves it to RDS.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [fsbp('SecretsManager.4'), cisDatabase('2.6'), pciDss('8.3.9')],
  appliesTo: ['AWS::SecretsManager::RotationSchedule'],
  check: (resource) => any(
    atMost(resource, 'RotationRules.AutomaticallyAfterDays', MAX_DAYS, 'days'),
    present(resource, 'RotationRules.ScheduleExpression'),
  ),
});
