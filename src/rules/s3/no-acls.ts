import { ownershipOf } from './ownership';
import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
const GRANTING = ['PublicRead', 'PublicReadWrite', 'AuthenticatedRead', 'LogDeliveryWrite', 'AwsExecRead', 'BucketOwnerRead'];

export const noAcls = rule({
  id: 's3.no-acls',
  title: 'Buckets use no access control lists',
  why: 'Lists on single objects grant access that no policy shows and no review finds.',
  fix: 'Set `OwnershipControls` to BucketOwnerEnforced and remove `AccessControl`, as the log bucket of `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('S3.12'), nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.1')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (bucket) => all(ownershipOf(bucket), noneOf(bucket, 'AccessControl', GRANTING)),
});
