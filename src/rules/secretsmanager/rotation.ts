import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { hasCompanion } from '../companion';
import { rule } from '../rule';
import { any, Verdict } from '../verdict';

export const rotation = rule({
  id: 'secretsmanager.rotation',
  title: 'Secrets are rotated',
  why: 'A password that leaked years ago still opens the database; rotation ends what nobody noticed.',
  fix: 'Add an `AWS::SecretsManager::RotationSchedule`, or let RDS manage the password, as `SecureRdsInstance` does.',
  severity: 'medium',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [fsbp('SecretsManager.1'), cisDatabase('2.6'), nist80053r5('AC-2(1)'), nist80053r5('IA-5(1)'), pciDss('8.3.9'), pciDss('8.6.3'),
    hipaa('164.308(a)(4)(ii)(B)')],
  appliesTo: ['AWS::SecretsManager::Secret'],
  // the schedule may name the secret, or its attachment to a database
  check: (resource) => any(isScheduled(resource), hasCompanion(resource, {
    type: 'AWS::SecretsManager::SecretTargetAttachment', by: 'SecretId', missing: MISSING, judge: isScheduled,
  })),
});

const MISSING = 'no rotation schedule of the app names the secret';

function isScheduled(secret: ResourceView): Verdict {
  return hasCompanion(secret, { type: 'AWS::SecretsManager::RotationSchedule', by: 'SecretId', missing: MISSING });
}
