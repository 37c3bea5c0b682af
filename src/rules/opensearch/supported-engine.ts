import { DOMAINS, engineVersion, versionProperty } from './scope';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { endedOpenSearchSupport } from '../../facts/opensearch';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const supportedEngine = rule({
  id: 'opensearch.supported-engine',
  title: 'OpenSearch domains run a version in standard support',
  why: 'After the end of standard support only critical holes are repaired, for an extra charge; after extended support the domain is isolated.',
  fix: 'Set `EngineVersion` to a supported version, with `EnableVersionUpgrade` in the update policy; `SecureOpenSearchDomain` refuses others.',
  severity: 'high',
  safeguard: Safeguard.SUPPORTED_ENGINE,
  controls: [nist80053r5('SI-2'), pciDss('6.3.3')],
  appliesTo: DOMAINS,
  check: (domain) => expectAt(domain, versionProperty(domain), (value, at) => {
    const version = engineVersion(domain, textOf(value));
    const ended = version === undefined ? undefined : endedOpenSearchSupport(version);
    return ended === undefined ? PASS : fail(at, `it is ${version}, whose standard support ended on ${ended}`);
  }),
});
