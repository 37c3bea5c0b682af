import { byEngine, mayRun } from './engine';
import { parameterHolds } from './parameter-value';
import { standsAlone, STORES } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { TLS_PARAMETERS } from '../../facts/tls-parameters';
import { rule } from '../rule';

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
  check: (resource) => byEngine(resource, (engine) => {
    const { required, requiredSince } = TLS_PARAMETERS[engine];
    return parameterHolds(resource, engine, required, requiredSince);
  }),
});
