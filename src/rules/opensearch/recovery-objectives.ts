import { clusterConfig, DOMAINS } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_RECOVERY } from '../../facts/recovery';
import { ResourceView } from '../../model/resource-view';
import { isNotTrue, isTrue } from '../expect';
import { meetsObjectives, Preparation, statesObjectives } from '../recovery';
import { rule } from '../rule';
import { all } from '../verdict';

export const recoveryObjectives = rule({
  id: 'opensearch.recovery-objectives',
  title: 'OpenSearch domains that state recovery objectives have what these need',
  why: 'How much may be lost and how long it may take is written down for auditors, and forgotten by the next change of the template: the day that it is needed shows it.',
  fix: 'Give the domain what the finding names (`ZoneAwarenessEnabled`, `MultiAZWithStandbyEnabled`), or state what it can meet: '
    + '`Tags.of(domain).add(\'recovery-objectives\', \'application=1h/- zone=0s/-\')`, `recovery.objectives` of `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('CP-9'), hipaa('164.308(a)(7)(ii)(B)')],
  appliesTo: DOMAINS,
  only: (domain) => statesObjectives(domain.get('Tags')),
  check: (domain) => meetsObjectives(domain.get('Tags'), 'Properties.Tags', preparationsOf(domain)),
});

function preparationsOf(domain: ResourceView): Preparation[] {
  const { snapshots, zones, standby } = OPENSEARCH_RECOVERY;
  const standsBy = clusterConfig(domain, 'MultiAZWithStandbyEnabled');
  return [
    { means: snapshots, there: () => isNotTrue(domain, 'AutomatedSnapshotPauseOptions.Enabled') },
    { means: zones, there: () => all(isTrue(domain, clusterConfig(domain, 'ZoneAwarenessEnabled')), isNotTrue(domain, standsBy)) },
    { means: standby, there: () => isTrue(domain, standsBy) },
  ];
}
