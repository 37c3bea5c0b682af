import { someRule } from './plan-rules';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, textOf } from '../../model/value';
import { expectValue, wrong } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

// every hour, or some hours, of every day: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
const DAILY = /^\s*(cron\(\s*\S+\s+\S+\s+(\*|\?|\*\/1|1\/1)\s+(\*|1-12|\*\/1)\s+(\*|\?|1-7|SUN-SAT)\s*\*?\s*\)|rate\(\s*(1\s+days?|\d+\s+minutes?|([1-9]|1\d|2[0-4])\s+hours?)\s*\))\s*$/i;

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
    (schedule, place) => (schedule.kind === 'absent' || DAILY.test(textOf(schedule) ?? '') ? PASS : wrong(place, schedule, 'a schedule of every day')))),
});
