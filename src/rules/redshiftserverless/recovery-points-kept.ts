import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const recoveryPointsKept = rule({
  id: 'redshiftserverless.recovery-points-kept',
  title: 'Recovery points of namespaces outlive the namespace in its stack',
  why: 'Recovery points go with their namespace: a final snapshot is one point in time, and the damage of this morning is in it.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `SecureRedshiftServerless`.',
  severity: 'low',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  // https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-snapshots-recovery-points.html
  check: (resource) => keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate']),
});
