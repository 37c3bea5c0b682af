import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 's3.retained',
  title: 'Buckets outlive their stack',
  why: 'Access logs and exports are the evidence of what happened before a stack was deleted; they are gone when their bucket goes with it.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `WafProtectedAlb`, which keeps its logs.',
  severity: 'low',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('AU-11')],
  appliesTo: ['AWS::S3::Bucket'],
  check: (resource) => keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate']),
});
