import { Safeguard } from '../../core/safeguard';
import { at, itemsOf } from '../../model/value';
import { rule } from '../rule';
import { all, fail, PASS, undecided } from '../verdict';

const TARGETS = 'Properties.Targets';

export const deadLetterQueue = rule({
  id: 'events.dead-letter-queue',
  title: 'Targets of EventBridge rules have a dead-letter queue',
  why: 'After 24 hours of retries, or at once when the permission is missing, EventBridge drops the event; nobody ever learns what it said. No published control asks for it.',
  fix: 'Give each target a `DeadLetterConfig` with a queue that admits events.amazonaws.com, as `GuardDutyAlerts` does.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [],
  appliesTo: ['AWS::Events::Rule'],
  check: (resource) => all(...itemsOf(resource.get('Targets')).map((target) => {
    const queue = at(target, 'DeadLetterConfig.Arn');
    return target.kind === 'unknown' ? undecided(TARGETS, `a target is only known at deployment (${target.because})`)
      : queue.kind === 'absent' ? fail(TARGETS, 'a target has no dead-letter queue') : PASS;
  })),
});
