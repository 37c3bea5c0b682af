import { everyAllow, POLICIES } from './statements';
import { cisDatabase, cisFoundations, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const noAdministratorPolicy = rule({
  id: 'iam.no-administrator-policy',
  title: 'No policy allows every action on every resource',
  why: 'Whoever takes over one role of the application then owns the account, and every guard of the database with it.',
  fix: 'Name the actions and resources in `Statement`; `grants.connect` of `SecureRdsInstance` names one database user.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('IAM.1'), cisDatabase('2.7'), cisFoundations('1.15'), nist80053r5('AC-2'), nist80053r5('AC-3'), nist80053r5('AC-5'), nist80053r5('AC-6'),
    hipaa('164.308(a)(3)(i)'), hipaa('164.308(a)(4)(ii)(B)'), hipaa('164.312(a)(1)')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, at) => (textsAt(statement, 'Action').includes('*') && textsAt(statement, 'Resource').includes('*')
    ? fail(at, `${statement.label} allows * on *`)
    : PASS)),
});
