import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { alternatives } from '../../model/value';
import { present } from '../expect';
import { rule } from '../rule';

export const accessLogged = rule({
  id: 's3.access-logged',
  title: 'Buckets record who reads them',
  why: 'Without the records nobody can tell whether the data or the logs in the bucket have left.',
  fix: 'Set `LoggingConfiguration.DestinationBucketName` to a bucket for the records, as the log bucket of `WafProtectedAlb` does.',
  severity: 'medium',
  safeguard: Safeguard.ACCESS_LOGS,
  controls: [fsbp('S3.9'), nist80053r5('AU-2'), nist80053r5('AU-12'), hipaa('164.312(b)')],
  appliesTo: ['AWS::S3::Bucket'],
  // the bucket that takes the records cannot record itself: each record would cause the next
  only: (bucket, app) => !app.resourcesOf('AWS::S3::Bucket').some((other) => recordsInto(other, bucket)),
  check: (bucket) => present(bucket, 'LoggingConfiguration.DestinationBucketName'),
});

function recordsInto(source: ResourceView, bucket: ResourceView): boolean {
  return alternatives(source.get('LoggingConfiguration.DestinationBucketName')).some((value) => value.kind === 'reference' && value.resource === bucket);
}
