import { hipaa, nist80053r5, pciDss, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCustomerKey } from '../expect-key';
import { rule } from '../rule';

export const customerManagedKey = rule({
  id: 'sns.customer-managed-key',
  title: 'SNS topics are encrypted with a customer managed key',
  why: 'Alerts name hosts, users and statements. Under alias/aws/sns, CloudWatch, EventBridge and RDS cannot publish, and the alerts are lost silently.',
  fix: 'Set `KmsMasterKeyId` to a key whose policy admits the publishers, or use `AlertTopic`.',
  severity: 'medium',
  safeguard: Safeguard.ALERT_DELIVERY,
  controls: [securityHub('SNS.1'), nist80053r5('SC-28(1)'), nist80053r5('SC-13'), pciDss('3.5.1'), hipaa('164.312(a)(2)(iv)')],
  appliesTo: ['AWS::SNS::Topic'],
  check: (resource) => hasCustomerKey(resource, 'KmsMasterKeyId'),
});
