import { hasNoRight, isOfWorkload } from './store-rights';
import { hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';

export const workloadsKeepStores = rule({
  id: 'iam.workloads-keep-stores',
  title: 'No role that runs code of the application may destroy, change or copy a data store',
  why: 'Whoever gets into one function, task or host has the rights of its role: with these the data and its backups are gone, or are elsewhere.',
  fix: 'Take the actions out of the policies of the role, and give it the data only: `SecureRdsInstance.grants.connect`, `SecureDynamoTable.grants.readWrite`; '
    + 'what has to change stores gets a role of its own.',
  severity: 'high',
  safeguard: Safeguard.MFA_DELETION,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-6'), nist80053r5('AC-6(10)'), pciDss('7.2.5'), hipaa('164.308(a)(4)(ii)(B)')],
  appliesTo: ['AWS::IAM::Role'],
  only: isOfWorkload,
  check: (role, app) => hasNoRight(role, app, ['destroy', 'change', 'share'], { failing: ['yes', 'with-mfa'], open: ['conditional', 'unknown'] }),
});
