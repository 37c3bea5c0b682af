import { bucketOf } from './bucket';
import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const bucketNotPublic = rule({
  id: 'cloudtrail.bucket-not-public',
  title: 'The bucket of a trail blocks public access',
  why: 'The records of an account tell an attacker who administers what, and from where.',
  fix: 'Set all four of `PublicAccessBlockConfiguration` on the bucket, or use `AuditTrail`.',
  severity: 'critical',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [securityHub('CloudTrail.6'), nist80053r5('AC-3')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => bucketOf(trail, (bucket) => all(...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets']
    .map((each) => isTrue(bucket, `PublicAccessBlockConfiguration.${each}`)))),
});
