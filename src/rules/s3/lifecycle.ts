import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';

export const lifecycle = rule({
  id: 's3.lifecycle',
  title: 'Buckets let go of old objects',
  why: 'Data that nobody needs any more can still leak, and logs of ten years cost more than they tell.',
  fix: 'Set `LifecycleConfiguration` with an expiration, as the log bucket of `WafProtectedAlb` does.',
  severity: 'low',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('S3.13'), nist80053r5('SI-12'), pciDss('3.2.1')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => present(bucket, 'LifecycleConfiguration.Rules'),
});
