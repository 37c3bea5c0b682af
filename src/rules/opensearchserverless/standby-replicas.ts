import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf } from '../expect';
import { rule } from '../rule';

export const standbyReplicas = rule({
  id: 'opensearchserverless.standby-replicas',
  title: 'OpenSearch Serverless collections have standby replicas',
  why: 'Without replicas in a second zone the loss of one zone stops the collection; they cannot be added later.',
  fix: 'Leave out `StandbyReplicas`, or set it to ENABLED, before the first deployment.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('SC-36'), nist80053r5('SI-13(5)')],
  appliesTo: ['AWS::OpenSearchServerless::Collection'],
  check: (collection) => noneOf(collection, 'StandbyReplicas', ['DISABLED']),
});
