import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval, present } from '../expect';
import { rule } from '../rule';
import { any } from '../verdict';

export const retained = rule({
  id: 'redshiftserverless.retained',
  title: 'Namespaces of Redshift Serverless outlive their stack, or leave a snapshot',
  why: 'There is no deletion protection: a renamed construct or a deleted stack removes the namespace, and all its data with it.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or `FinalSnapshotName`, or use `SecureRedshiftServerless`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => any(keptOnRemoval(namespace, ['Retain', 'RetainExceptOnCreate']), present(namespace, 'FinalSnapshotName')),
});
