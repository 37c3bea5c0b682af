import { GLOBAL_CLUSTER } from './global';
import { standsAlone, STORES } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'rds.retained',
  title: 'RDS instances, clusters and global databases outlive their stack, or leave a snapshot',
  why: 'A renamed construct, a changed immutable property or a deleted stack removes the database; replacement deletes it unless the policy says otherwise.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain or Snapshot, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: [...STORES, GLOBAL_CLUSTER],
  only: standsAlone,
  // instances and clusters default to Snapshot on deletion, and to Delete on replacement; a global database has no snapshots:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  check: (resource) => (resource.type === GLOBAL_CLUSTER
    ? keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate'])
    : keptOnRemoval(resource, ['Retain', 'RetainExceptOnCreate', 'Snapshot'], 'Snapshot')),
});
