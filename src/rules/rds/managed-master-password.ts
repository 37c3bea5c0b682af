import { followsNone } from './global';
import { unlessInherited } from './inherited';
import { STORES } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { expectAt, isTrue, oneOf } from '../expect';
import { isDefaultedParameter, isSecretReference } from '../raw-text';
import { rule } from '../rule';
import { any, fail, PASS, Verdict } from '../verdict';

export const managedMasterPassword = rule({
  id: 'rds.managed-master-password',
  title: 'The master password of RDS instances and clusters is generated and kept by a service',
  why: 'A password in a template is readable by everyone who may read the stack, its change sets or the repository, and nobody rotates it.',
  fix: 'Set `ManageMasterUserPassword: true`, make `MasterUserPassword` a dynamic reference to a secret, or use `SecureRdsInstance`.',
  severity: 'high',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [cisDatabase('2.6'), cisDatabase('3.7'), nist80053r5('IA-5(1)'), pciDss('8.3.2'), pciDss('8.6.3')],
  appliesTo: STORES,
  only: followsNone,
  check: (resource) => any(judgePassword(resource), isTrue(resource, 'ManageMasterUserPassword'),
    oneOf(resource, 'MasterUserAuthenticationType', ['iam-db-auth'])),
});

function judgePassword(resource: ResourceView): Verdict {
  const at = 'Properties.MasterUserPassword';
  if (isSecretReference(resource, 'MasterUserPassword')) {
    return PASS;
  }
  if (isDefaultedParameter(resource, 'MasterUserPassword')) {
    return fail(at, 'it is the default of a parameter, which stands in the template');
  }
  return expectAt(resource, 'MasterUserPassword', ({ kind }) => (kind === 'absent'
    ? unlessInherited(resource, 'MasterUserPassword', () => fail('Properties.ManageMasterUserPassword', 'it is not set, expected true'))
    : fail(at, 'it is written in the template, expected a password that a service manages')));
}
