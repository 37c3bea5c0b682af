import { ResourceView } from '../../model/resource-view';
import { alternatives } from '../../model/value';
import { all, undecided, Verdict } from '../verdict';

/** What holds for the bucket of a trail; one of another app is undecided. */
export function bucketOf(trail: ResourceView, judge: (bucket: ResourceView) => Verdict): Verdict {
  return all(...alternatives(trail.get('S3BucketName')).map((value) => (value.kind === 'reference' && value.resource.type === 'AWS::S3::Bucket'
    ? judge(value.resource) : undecided('Properties.S3BucketName', 'the bucket is not part of this app'))));
}
