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
  id: 'elasticache.connect-names-one-user',
  title: 'Whoever may connect to an ElastiCache cache with IAM tokens is named the cache and one user',
  why: 'With a wildcard in the ARNs, a workload logs in as any user of the cache, the most powerful among them.',
  fix: 'Name one cache and one user in `Resource`, as `cache.grants.connect(role, user)` does.',
  severity: 'high',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, where) => (
    coversAction(statement, 'elasticache:Connect') && arnsOf(resource).some(namesMany) ? fail(where, `${statement.label} lets its holder connect as any user`) : PASS)),
});

/** The last part decides; what stands before it is mostly known at deployment only. */
function namesMany(arn: string): boolean {
  return arn === '*' || (/:elasticache:/.test(arn) && /[*?]/.test(arn.slice(arn.lastIndexOf(':') + 1)));
}

/** The resources of the statements that allow connections, with their literal ends. */
function arnsOf(resource: ResourceView): string[] {
  const collect = (json: Json | undefined): string[] => {
    if (typeof json !== 'object' || json === null) {
      return [];
    }
    const { Action, Resource } = json as Record<string, Json | undefined>;
    const here = /elasticache:(Connect|C?\*)|^"\*"$/.test(JSON.stringify(Action ?? '')) ? [Resource ?? []].flat().map((each) => rawTextOf(each as Json)) : [];
    return [...here, ...Object.values(json).flatMap((each) => collect(each as Json))];
  };
  return collect(resource.json.Properties);
}
