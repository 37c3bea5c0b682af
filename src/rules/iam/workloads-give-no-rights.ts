import { isOfWorkload } from './store-rights';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { principals } from '../../model/graph/iam/principals';
import { mayEscalate, storeAccess } from '../../model/graph/iam/store-access';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const workloadsGiveNoRights = rule({
  id: 'iam.workloads-give-no-rights',
  title: 'No role that runs code beside a data store may give rights to itself or others',
  why: 'A role that may write policies has every right on every store, whatever its own policies say today, and so has whoever gets into its code.',
  fix: 'Take the actions that change roles, users and policies out of `Statement`; what has to change them gets a role of its own.',
  severity: 'high',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('AC-6'), nist80053r5('AC-6(10)'), pciDss('7.2.5')],
  appliesTo: ['AWS::IAM::Role'],
  only: (role, app) => isOfWorkload(role) && app.derive(storeAccess).length > 0,
  check: (role, app) => {
    const { answer, by, because, action } = mayEscalate(app.derive(principals).get(role)!);
    const path = `${action}: ${role.label} → ${by}`;
    if (answer === 'no') {
      return PASS;
    }
    return answer === 'yes' ? fail('Properties', `it may ${path}`) : undecided('Properties', `whether it may ${path} is open, ${because}`);
  },
});
