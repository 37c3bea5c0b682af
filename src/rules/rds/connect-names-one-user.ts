import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { Json } from '../../model/value';
import { everyAllow, POLICIES } from '../iam/statements';
import { coversAction } from '../policy';
import { rawTextOf } from '../raw-text';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const connectNamesOneUser = rule({
  id: 'rds.connect-names-one-user',
  title: 'Whoever may connect to a database with IAM tokens is named one database user',
  why: 'With a wildcard in its `dbuser` ARN, a workload connects as any user that takes IAM tokens, the most powerful among them.',
  fix: 'End the ARN in `Resource` with the name of one user, as `users.connect(role, user)` and `grants.connect(role, user)` do.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, where) => (
    coversAction(statement, 'rds-db:connect') && arnsOf(resource).some(namesMany) ? fail(where, `${statement.label} lets its holder connect as any user`) : PASS)),
});

/** The last part decides; what stands before it is mostly known at deployment only. */
function namesMany(arn: string): boolean {
  return arn === '*' || (/:rds-db:/.test(arn) && /[*?]/.test(arn.slice(arn.lastIndexOf('/') + 1))) || /:rds-db:.*:\*$/.test(arn);
}

/** The resources of every statement of a policy that allows connections, with their literal ends. */
function arnsOf(resource: ResourceView): string[] {
  const collect = (json: Json | undefined): string[] => {
    if (typeof json !== 'object' || json === null) {
      return [];
    }
    const { Action, Resource } = json as Record<string, Json | undefined>;
    const here = JSON.stringify(Action ?? '').includes('rds-db:') || Action === '*' ? [Resource ?? []].flat().map((each) => rawTextOf(each as Json)) : [];
    return [...here, ...Object.values(json).flatMap((each) => collect(each as Json))];
  };
  return collect(resource.json.Properties);
}
