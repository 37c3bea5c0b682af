import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { admitsNobodyUnknown } from '../policy';
import { rule } from '../rule';

export const policyNotPublic = rule({
  id: 's3.policy-not-public',
  title: 'Bucket policies admit nobody without naming whom',
  why: 'A bucket of logs or backups that everybody may read or write is the most frequent leak of all.',
  fix: 'Replace the `*` in `Principal` of `PolicyDocument` by roles, services or accounts, as the log bucket of `WafProtectedAlb` does.',
  severity: 'critical',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('S3.2'), fsbp('S3.3'), nist80053r5('AC-3'), nist80053r5('AC-21')],
  appliesTo: ['AWS::S3::BucketPolicy'],
  check: (policy) => admitsNobodyUnknown(policy, 'PolicyDocument'),
});
