import { Duration } from 'aws-cdk-lib';
import { RestoreTests } from './restore-tests-props';
import { PropProblems, quoted } from '../../core/check-props';
import { known } from '../../core/known';

/** Report everything that is wrong with restore tests: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-quotas */
export function checkRestoreTests(tests: RestoreTests | undefined, problems: PropProblems): void {
  if (tests === undefined) {
    return;
  }
  const expression = known(tests.schedule?.expressionString);
  problems.when(expression !== undefined && !expression.startsWith('cron('), 'RESTORE_TEST_SCHEDULE_INVALID',
    () => `\`restoreTests.schedule\` is ${quoted(expression!)}, allowed are cron expressions; pass Schedule.cron(), or leave it out for Sunday at 16:00 UTC`);
  problems.mustBeKnown('restoreTests.selectionWindow', tests.selectionWindow, 'RESTORE_TEST_WINDOW_UNKNOWN', 'pass a Duration of whole days');
  problems.days('restoreTests.selectionWindow', tests.selectionWindow, {
    code: 'RESTORE_TEST_WINDOW_OUT_OF_RANGE', min: 1, max: 365, instead: 'leave it out for 7 days',
  });
  checkHours('startWindow', tests.startWindow, 'leave it out for 8 hours', problems);
  checkHours('validationWindow', tests.validationWindow, 'leave it out if nothing looks into the copy', problems);
}

function checkHours(name: 'startWindow' | 'validationWindow', value: Duration | undefined, instead: string, problems: PropProblems): void {
  problems.mustBeKnown(`restoreTests.${name}`, value, 'RESTORE_TEST_WINDOW_UNKNOWN', 'pass a Duration of whole hours');
  problems.wholeNumber(`restoreTests.${name}`, known(value)?.toHours({ integral: false }), {
    code: 'RESTORE_TEST_WINDOW_OUT_OF_RANGE', min: 1, max: 168, instead, unit: 'hours',
  });
}
