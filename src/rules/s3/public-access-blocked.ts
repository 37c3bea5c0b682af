import { cisFoundations, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

const FLAGS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

export const publicAccessBlocked = rule({
  id: 's3.public-access-blocked',
  title: 'Buckets block public access',
  why: 'Logs name every address and path of the application; one wrong policy would hand them to everybody.',
  fix: 'Set all four flags of `PublicAccessBlockConfiguration` to true (`s3.BlockPublicAccess.BLOCK_ALL`), as the log bucket of `WafProtectedAlb` does.',
  severity: 'high',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('S3.8'), fsbp('S3.2'), fsbp('S3.3'), cisFoundations('2.1.4'), nist80053r5('AC-3'), nist80053r5('AC-4'), nist80053r5('AC-21'),
    nist80053r5('SC-7'), hipaa('164.312(a)(1)')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => all(...FLAGS.map((flag) => isTrue(bucket, `PublicAccessBlockConfiguration.${flag}`))),
});
