import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const tagged = rule({
  id: 'sns.tagged',
  title: 'SNS topics are tagged',
  why: 'A topic without an owner is one that nobody dares to delete, and whose subscribers left long ago.',
  fix: 'Set `Tags`: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [securityHub('SNS.3'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: ['AWS::SNS::Topic'],
  check: (resource) => present(resource, 'Tags'),
});
