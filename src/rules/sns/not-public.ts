import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { admitsNobodyUnknown } from '../policy';
import { rule } from '../rule';

export const notPublic = rule({
  id: 'sns.not-public',
  title: 'SNS topic policies admit nobody without naming whom',
  why: 'Anybody could subscribe to the alerts, or bury a real one under thousands of false ones.',
  fix: 'Replace the `*` in `Principal` of `PolicyDocument` by services or accounts, or add a condition on `aws:SourceAccount`, as `AlertTopic` does.',
  severity: 'critical',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [fsbp('SNS.4'), nist80053r5('AC-3'), nist80053r5('AC-6')],
  appliesTo: ['AWS::SNS::TopicPolicy'],
  check: (resource) => admitsNobodyUnknown(resource, 'PolicyDocument'),
});
