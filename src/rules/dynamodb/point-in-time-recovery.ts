import { everyCopy } from './copies';
import { TABLES } from './replicas';
import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { booleanOf, numberOf } from '../../model/value';
import { expectValue, wrong } from '../expect';
import { rule } from '../rule';
import { all, PASS } from '../verdict';

const SPECIFICATION = 'PointInTimeRecoverySpecification';

export const pointInTimeRecovery = rule({
  id: 'dynamodb.point-in-time-recovery',
  title: 'DynamoDB tables can be restored to any second of the last days, in every replica',
  why: 'A faulty release or a malicious caller overwrites items one by one; without point-in-time recovery the old values are gone.',
  fix: 'Set `PointInTimeRecoveryEnabled: true` and leave `RecoveryPeriodInDays` out for 35 days, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('DynamoDB.2'), cisDatabase('4.9'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), nist80053r5('SC-5(2)'),
    nist80053r5('SI-12'), nist80053r5('SI-13(5)'), pciDss('10.3.3'), hipaa('164.308(a)(7)(i)'), hipaa('164.308(a)(7)(ii)(A)'), hipaa('164.308(a)(7)(ii)(B)'),
    hipaa('164.308(a)(7)(ii)(C)'), hipaa('164.312(a)(2)(ii)')],
  appliesTo: TABLES,
  check: (table, _app, { minBackupDays }) => everyCopy(table, ({ get, place }) => all(
    expectValue(get(`${SPECIFICATION}.PointInTimeRecoveryEnabled`), `${place}.${SPECIFICATION}.PointInTimeRecoveryEnabled`,
      (value, at) => (booleanOf(value) === true ? PASS : wrong(at, value, 'true'))),
    expectValue(get(`${SPECIFICATION}.RecoveryPeriodInDays`), `${place}.${SPECIFICATION}.RecoveryPeriodInDays`,
      (value, at) => (value.kind === 'absent' || (numberOf(value) ?? -Infinity) >= minBackupDays ? PASS : wrong(at, value, `at least ${minBackupDays} days`))),
  )),
});
