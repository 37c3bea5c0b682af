import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const automaticUpdates = rule({
  id: 'opensearch.automatic-updates',
  title: 'OpenSearch domains install service software updates automatically',
  why: 'Optional updates repair holes months before AWS makes them mandatory; a domain that waits for somebody to start them stays open.',
  fix: 'Set `SoftwareUpdateOptions.AutoSoftwareUpdateEnabled: true` and choose the off-peak window, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [fsbp('Opensearch.10'), nist80053r5('SI-2'), nist80053r5('SI-2(2)'), nist80053r5('SI-2(4)'), nist80053r5('SI-2(5)'),
    pciDss('6.3.3')],
  appliesTo: ['AWS::OpenSearchService::Domain'],
  check: (domain) => isTrue(domain, 'SoftwareUpdateOptions.AutoSoftwareUpdateEnabled'),
});
