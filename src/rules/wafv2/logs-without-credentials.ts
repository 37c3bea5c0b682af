import { pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const HEADERS = ['authorization', 'cookie'];

export const logsWithoutCredentials = rule({
  id: 'wafv2.logs-without-credentials',
  title: 'Logs of web ACLs hold no session cookies and no authorization headers',
  why: 'Whoever reads the log of the firewall could otherwise take over the session of every user.',
  fix: 'List the headers authorization and cookie in `RedactedFields`, or use `WafProtectedAlb`.',
  severity: 'medium',
  safeguard: Safeguard.FIREWALL_LOGS,
  controls: [pciDss('8.3.2')],
  appliesTo: ['AWS::WAFv2::LoggingConfiguration'],
  check: (configuration) => {
    const fields = itemsOf(configuration.get('RedactedFields'));
    const missing = HEADERS.filter((header) => !fields.some((field) => redactedHeader(field) === header));
    const hidden = fields.find(({ kind }) => kind === 'unknown');
    if (missing.length > 0 && hidden?.kind === 'unknown') {
      return undecided('Properties.RedactedFields', `a field is only known at deployment (${hidden.because})`);
    }
    return missing.length === 0 ? PASS : fail('Properties.RedactedFields', `it lacks ${missing.join(', ')}`);
  },
});

const redactedHeader = (field: ReturnType<ResourceView['get']>) => textOf(at(field, 'SingleHeader.Name'))?.toLowerCase();
