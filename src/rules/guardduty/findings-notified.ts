import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ADOPTED_DETECTOR } from '../../facts/guardduty';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const RULE = 'AWS::Events::Rule';

export const findingsNotified = rule({
  id: 'guardduty.findings-notified',
  title: 'Findings of GuardDuty are sent to somebody',
  why: 'GuardDuty sends no messages by itself: a finding waits in the console until somebody looks, and disappears after 90 days.',
  fix: 'Add an `AWS::Events::Rule` on `source: aws.guardduty` with a topic as target, or use `GuardDutyAlerts`.',
  severity: 'medium',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [nist80053r5('SI-4(5)'), pciDss('11.5.1')],
  appliesTo: ['AWS::GuardDuty::Detector', ADOPTED_DETECTOR],
  check: (_detector, app) => {
    const rules = app.resourcesOf(RULE).filter((each) => itemsOf(each.get('Targets')).length > 0 && textOf(each.get('State')) !== 'DISABLED');
    const types = rules.map((each) => ({ source: itemsOf(at(each.get('EventPattern'), 'source')), type: itemsOf(at(each.get('EventPattern'), 'detail-type')) }));
    if (types.some(({ source, type }) => source.some((item) => textOf(item) === 'aws.guardduty')
      && (type.length === 0 || type.some((item) => textOf(item) === 'GuardDuty Finding')))) {
      return PASS;
    }
    const hidden = rules.find((each) => each.get('EventPattern').kind === 'unknown' || at(each.get('EventPattern'), 'source').kind === 'unknown');
    return hidden === undefined ? fail(RULE, 'no enabled rule of the app sends findings of GuardDuty to a target')
      : undecided(RULE, `the pattern of ${hidden.label} is only known at deployment`);
  },
});
