import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { holdersOfLogins, loginsIn } from '../../model/graph/database-logins';
import { everyAllow, POLICIES } from '../iam/statements';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

export const workloadsShareNoUser = rule({
  id: 'rds.workloads-share-no-user',
  title: 'Each workload that may connect to a database has a database user of its own',
  why: 'Workloads that share a user have the rights of all of them together, no audit tells them apart, and none can be shut out alone.',
  fix: 'Declare a user for each workload in `DatabaseUsers`, and call `users.connect(role, user)` once for each.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  check: (resource, app) => all(
    everyAllow(resource, () => PASS),
    ...loginsIn(resource).map((login) => {
      const holders = [...app.derive(holdersOfLogins).get(login) ?? []].sort();
      return holders.length > 1 ? fail('Properties', `${holders.join(' and ')} connect as the same database user, ${login.replace(/^.*\//, '')}`) : PASS;
    }),
  ),
});
