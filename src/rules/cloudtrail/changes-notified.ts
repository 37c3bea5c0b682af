import { notified } from './notified';
import { cisFoundations, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { TRAIL_TAMPERING } from '../../facts/weakening-calls';
import { rule } from '../rule';

export const changesNotified = rule({
  id: 'cloudtrail.changes-notified',
  title: 'Calls that stop or delete a trail are sent to somebody',
  why: 'Whoever stops the trail wants no record of the next call; this one is the last that anybody can notice.',
  fix: 'Add an `AWS::Events::Rule` on StopLogging and DeleteTrail with a topic as target, or use `ChangeAlarms`.',
  severity: 'medium',
  safeguard: Safeguard.EVENT_NOTIFICATIONS,
  controls: [cisFoundations('4.5'), nist80053r5('SI-4(5)'), pciDss('10.7.2')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (_trail, app) => notified(app.resourcesOf('AWS::Events::Rule'), TRAIL_TAMPERING),
});
