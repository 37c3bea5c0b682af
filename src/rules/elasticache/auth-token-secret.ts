import { GROUP } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { expectAt } from '../expect';
import { isDefaultedParameter, isSecretReference } from '../raw-text';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const given = (group: ResourceView) => group.get('AuthToken').kind !== 'absent';

export const authTokenSecret = rule({
  id: 'elasticache.auth-token-secret',
  title: 'The AUTH token of an ElastiCache replication group stands in a secret, not in the template',
  why: 'Whoever reads the template, its history or the console knows a token that stands there, and it gives every right.',
  fix: 'Set `AuthToken` to a dynamic reference to Secrets Manager, or give the cache users, as `SecureRedisCluster` does.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [cisDatabase('5.1'), nist80053r5('IA-5(1)')],
  appliesTo: [GROUP],
  only: given,
  check: (group) => {
    if (isSecretReference(group, 'AuthToken')) {
      return PASS;
    }
    const where = 'Properties.AuthToken';
    return isDefaultedParameter(group, 'AuthToken') ? fail(where, 'it is a parameter whose default stands in the template')
      : expectAt(group, 'AuthToken', () => fail(where, 'it stands in the template, expected a reference to a secret'));
  },
});
