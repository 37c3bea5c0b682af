import { everyAllow, POLICIES } from './statements';
import { cisDatabase, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const noServiceWildcard = rule({
  id: 'iam.no-service-wildcard',
  title: 'No policy allows every action of a service',
  why: 'A statement with rds:* holds the deletion of every database besides the one call that was needed.',
  fix: 'Name the actions in `Statement` instead of a service with `*`; the policies of our constructs do.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [fsbp('IAM.21'), cisDatabase('2.4'), cisDatabase('2.7'), nist80053r5('AC-6'), nist80053r5('AC-6(10)'), hipaa('164.308(a)(4)(ii)(B)')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, at) => {
    const wide = textsAt(statement, 'Action').filter((action) => /^[\w-]+:\*$/.test(action));
    return wide.length > 0 && textsAt(statement, 'Resource').includes('*') ? fail(at, `${statement.label} allows ${wide.join(', ')} on *`) : PASS;
  }),
});
