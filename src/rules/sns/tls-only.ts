import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { deniesWithoutTls } from '../policy';
import { rule } from '../rule';

export const tlsOnly = rule({
  id: 'sns.tls-only',
  title: 'SNS topics refuse messages without TLS',
  why: 'The endpoints of SNS take plain HTTP too, and whoever listens on the way reads the alert or changes it.',
  fix: 'Add an `AWS::SNS::TopicPolicy` that denies sns:Publish while `aws:SecureTransport` is false, or use `AlertTopic`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: ['AWS::SNS::Topic'],
  check: (resource) => hasCompanion(resource, {
    type: 'AWS::SNS::TopicPolicy',
    by: 'Topics',
    missing: 'the topic has no policy, and the default policy takes messages without TLS',
    judge: (policy) => deniesWithoutTls(policy, 'PolicyDocument', 'sns:Publish'),
  }),
});
