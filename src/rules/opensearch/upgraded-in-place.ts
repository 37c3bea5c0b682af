import { DOMAINS } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

export const upgradedInPlace = rule({
  id: 'opensearch.upgraded-in-place',
  title: 'OpenSearch domains are upgraded in place',
  why: 'Without this update policy CloudFormation replaces the domain when its version changes, and the new one comes empty.',
  fix: 'Set `UpdatePolicy.EnableVersionUpgrade: true` on the resource, or use `SecureOpenSearchDomain`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12')],
  appliesTo: DOMAINS,
  check: ({ json: { UpdatePolicy } }) => {
    const upgrade = UpdatePolicy?.EnableVersionUpgrade;
    if (typeof upgrade === 'object') {
      return undecided('UpdatePolicy.EnableVersionUpgrade', `it is only known at deployment (${Object.keys(upgrade ?? {}).join()})`);
    }
    return String(upgrade) === 'true' ? PASS : fail('UpdatePolicy.EnableVersionUpgrade', `it is ${upgrade ?? 'not set'}, expected true`);
  },
});
