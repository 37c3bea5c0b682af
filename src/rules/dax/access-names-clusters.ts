import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DAX_READS, DAX_WRITES } from '../../facts/dax';
import { DAX_CLUSTER_DESTRUCTION } from '../../facts/destructive-actions';
import { everyAllow, POLICIES } from '../iam/statements';
import { coversAction, literalsAt, textsAt } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

const ACTIONS = [...DAX_READS, ...DAX_WRITES, ...DAX_CLUSTER_DESTRUCTION.actions];
const MANY_CLUSTERS = /^(\*|arn:[^:]*:(dax|\*):.*[*?].*|\$\{\}.*[*?].*)$/;

export const accessNamesClusters = rule({
  id: 'dax.access-names-clusters',
  title: 'Whoever may use or change DAX clusters is named the clusters',
  why: 'DAX checks no right on the table behind it: a role that may use every cluster reads every table that any cluster caches.',
  fix: 'Name the cluster in `Resource`, as the grants of `SecureDaxCluster` do.',
  severity: 'medium',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('AC-3'), nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  check: (policy) => everyAllow(policy, (statement, where) => {
    const wide = !textsAt(statement, 'Action').includes('*') && literalsAt(statement, 'Resource').some((arn) => MANY_CLUSTERS.test(arn));
    return wide && ACTIONS.some((action) => coversAction(statement, action))
      ? fail(where, `${statement.label} reaches more clusters than it names`) : PASS;
  }),
});
