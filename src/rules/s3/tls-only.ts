import { cisFoundations, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { deniesWithoutTls } from '../policy';
import { rule } from '../rule';

export const tlsOnly = rule({
  id: 's3.tls-only',
  title: 'Buckets refuse requests without TLS',
  why: 'S3 answers plain HTTP too, and whoever listens on the way reads what is fetched.',
  fix: 'Add an `AWS::S3::BucketPolicy` that denies s3:* while `aws:SecureTransport` is false (`enforceSSL: true`), as `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('S3.5'), cisFoundations('2.1.1'), nist80053r5('AC-17(2)'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'),
    hipaa('164.312(e)(1)'), hipaa('164.312(e)(2)(ii)')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => hasCompanion(bucket, {
    type: 'AWS::S3::BucketPolicy',
    by: 'Bucket',
    missing: 'the bucket has no policy, and takes requests without TLS',
    judge: (policy) => deniesWithoutTls(policy, 'PolicyDocument', 's3:GetObject'),
  }),
});
