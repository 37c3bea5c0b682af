import { eachRule } from './plan-rules';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, numberOf } from '../../model/value';
import { expectValue, wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const retention = rule({
  id: 'backup.retention',
  title: 'Backup plans keep what they make long enough',
  why: 'Damage is often noticed after days. A plan that keeps less than the automated backups adds nothing to them.',
  fix: 'Set `DeleteAfterDays` in `Lifecycle` of each rule to 7 days or more, or leave `Lifecycle` out to keep backups for good.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::Backup::BackupPlan'],
  // without a number of days they are kept for good
  check: (plan, _app, { minBackupDays }) => eachRule(plan, (body, where) => expectValue(at(body, 'Lifecycle.DeleteAfterDays'), `${where}.Lifecycle.DeleteAfterDays`,
    (days, place) => (days.kind === 'absent' || (numberOf(days) ?? -1) >= minBackupDays ? PASS : wrong(place, days, `at least ${minBackupDays} days`)))),
});
