import { someRule } from './backup/plan-rules';
import { secondsBetween } from './backup/schedule';
import { isSelected, Selectable } from './backup-selection';
import { expectValue } from './expect';
import { isElsewhere, liesElsewhere } from './recovery';
import { all, any, fail, PASS, undecided, Verdict } from './verdict';
import { ObjectiveInSeconds, span } from '../core/recovery-objectives';
import { pseudoParameter } from '../model/environment';
import { ResourceView } from '../model/resource-view';
import { at, itemsOf, literalOf, textOf, Value } from '../model/value';

/** Some backup plan of the app copies backups of a store to another region, often enough for an objective. */
export function copiedElsewhere(store: ResourceView, selectable: Selectable, { point }: ObjectiveInSeconds): Verdict {
  return isSelected(store, store.template.app, selectable, (plan) => (plan.kind === 'reference'
    ? someRule(plan.resource, (body, where) => all(copies(body, where, plan.resource), isOften(body, where, point)))
    : undecided('AWS::Backup::BackupPlan', 'the plan is not part of this app')));
}

function copies(body: Value, where: string, plan: ResourceView): Verdict {
  return any(
    ...itemsOf(at(body, 'CopyActions')).map((copy) => isAway(at(copy, 'DestinationBackupVaultArn'), plan)),
    fail(where, 'it copies to no other region'),
  );
}

function isAway(vault: Value, plan: ResourceView): Verdict {
  return vault.kind === 'reference' ? liesElsewhere(vault.resource, plan)
    : isElsewhere(literalOf(vault).split(':')[3] ?? '', pseudoParameter('AWS::Region', plan.template), 'the vault of the copies lies');
}

/** Without a schedule AWS Backup takes one of its own, once a day. */
function isOften(body: Value, where: string, point: number | undefined): Verdict {
  return point === undefined ? PASS : expectValue(at(body, 'ScheduleExpression'), `${where}.ScheduleExpression`, (schedule, place) => {
    const seconds = schedule.kind === 'absent' ? secondsBetween('rate(1 day)') : secondsBetween(textOf(schedule) ?? '');
    return seconds === undefined ? undecided(place, 'how often it runs cannot be read')
      : seconds <= point ? PASS : fail(place, `a backup is made every ${span(seconds)}`);
  });
}
