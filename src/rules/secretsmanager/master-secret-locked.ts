import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { alternatives, at, booleanOf } from '../../model/value';
import { hasCompanion } from '../companion';
import { coversAction, everyStatement, isForEverybody, Statement, statementsOf } from '../policy';
import { rule } from '../rule';
import { fail, PASS, Verdict } from '../verdict';

export const masterSecretLocked = rule({
  id: 'secretsmanager.master-secret-locked',
  title: 'The policy of a master secret denies everybody but a few to read it',
  why: 'Administrators of the account may read every secret; a policy of the secret keeps the password of the master user from them, too.',
  fix: 'Add an `AWS::SecretsManager::ResourcePolicy` that denies `secretsmanager:GetSecretValue`, or use `MasterSecretLock`.',
  severity: 'low',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'],
  byDefault: false,
  only: (resource) => alternatives(resource.get('ManageMasterUserPassword')).some((managed) => booleanOf(managed) === true),
  check: (resource) => hasCompanion(resource, {
    type: 'AWS::SecretsManager::ResourcePolicy', by: 'SecretId', missing: 'no policy of the app names its master secret', judge: locks,
  }),
});

function locks(policy: ResourceView): Verdict {
  const [document, where] = [policy.get('ResourcePolicy'), 'Properties.ResourcePolicy'];
  const seen = everyStatement(document, where, () => PASS);
  return statementsOf(document).some(denies) ? PASS
    : seen.kind === 'unknown' ? seen : fail(where, `no statement of ${policy.label} denies everybody but a few to read it`);
}

/** A condition that excepts nobody would keep RDS itself out. */
function denies(statement: Statement): boolean {
  const condition = at(statement.body, 'Condition');
  return statement.effect === 'Deny' && isForEverybody(statement) && coversAction(statement, 'secretsmanager:GetSecretValue')
    && condition.kind === 'map' && condition.keys.some((operator) => /^(Arn|String)Not(Like|Equals)/.test(operator));
}
