import { someRule } from './plan-rules';
import { isDaily } from './schedule';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { expectValue, wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const frequency = rule({
  id: 'backup.frequency',
  title: 'Backup plans make a backup at least once a day',
  why: 'What was written since the last backup is lost with the account or the region: with a weekly plan, a week.',
  fix: 'Set `ScheduleExpression` of a rule to a daily one such as `cron(0 6 * * ? *)`, or use `DatabaseBackupPlan`.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-9'), nist80053r5('CP-10')],
  appliesTo: ['AWS::Backup::BackupPlan'],
  // without a schedule AWS Backup takes one of its own, once a day
  check: (plan) => someRule(plan, (body, where) => expectValue(at(body, 'ScheduleExpression'), `${where}.ScheduleExpression`,
    (schedule, place) => (schedule.kind === 'absent' || isDaily(textOf(schedule) ?? '') ? PASS : wrong(place, schedule, 'a schedule of every day')))),
});
