import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { expectAt, isTrue } from '../expect';
import { isDefaultedParameter, isSecretReference } from '../raw-text';
import { unlessInherited } from '../rds/inherited';
import { rule } from '../rule';
import { any, fail, PASS, Verdict } from '../verdict';

export const managedMasterPassword = rule({
  id: 'documentdb.managed-master-password',
  title: 'The master password of DocumentDB clusters is generated and kept by a service',
  why: 'A password in a template is readable by everyone who may read the stack, its change sets or the repository, and nobody rotates it.',
  fix: 'Set `ManageMasterUserPassword: true`, or make `MasterUserPassword` a dynamic reference to a secret.',
  severity: 'high',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [cisDatabase('7.5'), nist80053r5('IA-5(1)'), pciDss('8.3.2'), pciDss('8.6.3')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => any(judgePassword(cluster), isTrue(cluster, 'ManageMasterUserPassword')),
});

function judgePassword(cluster: ResourceView): Verdict {
  const at = 'Properties.MasterUserPassword';
  if (isSecretReference(cluster, 'MasterUserPassword')) {
    return PASS;
  }
  return isDefaultedParameter(cluster, 'MasterUserPassword')
    ? fail(at, 'it is the default of a parameter, which stands in the template')
    : expectAt(cluster, 'MasterUserPassword', ({ kind }) => (kind === 'absent'
      ? unlessInherited(cluster, 'MasterUserPassword', () => fail('Properties.ManageMasterUserPassword', 'it is not set, expected true'))
      : fail(at, 'it is written in the template, expected a password that a service manages')));
}
