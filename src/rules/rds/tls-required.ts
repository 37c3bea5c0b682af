import { byEngine, mayRun, versionAtLeast } from './engine';
import { attachedParameter } from './parameter-group';
import { standsAlone, STORES } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { TLS_PARAMETERS } from '../../facts/tls-parameters';
import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { rule } from '../rule';
import { fail, PASS, undecided, Verdict } from '../verdict';

export const tlsRequired = rule({
  id: 'rds.tls-required',
  title: 'RDS instances and clusters refuse connections without TLS',
  why: 'Clients that forget TLS send passwords and data in the clear, and nothing tells anybody.',
  fix: 'Set `require_secure_transport` (MySQL, MariaDB) or `rds.force_ssl` (PostgreSQL, SQL Server) to 1 in the `Parameters` of the attached group, '
    + 'or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('RDS.38'), fsbp('RDS.39'), fsbp('RDS.41'), fsbp('RDS.44'), cisDatabase('2.3'), cisDatabase('3.6'),
    nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: STORES,
  only: (resource) => standsAlone(resource) && mayRun(resource, Object.keys(TLS_PARAMETERS)),
  check: (resource) => byEngine(resource, (engine) => requires(resource, engine)),
});

function requires(resource: ResourceView, engine: string): Verdict {
  const { required: { name, accepted }, requiredSince } = TLS_PARAMETERS[engine];
  return attachedParameter(resource, name, (value, at) => {
    if (value.kind !== 'absent') {
      return accepted.includes(textOf(value) ?? '') ? PASS : wrong(at, value, accepted[0]);
    }
    const byDefault = requiredSince === undefined ? false : versionAtLeast(resource, requiredSince);
    const missing = fail(at, `\`${name}\` is not set, and the default of ${engine} is off`);
    return byDefault ? PASS : byDefault === false ? missing : undecided(at, `\`${name}\` is not set, and its default depends on the engine version`);
  });
}
