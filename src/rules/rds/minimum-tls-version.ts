import { byEngine, mayRun } from './engine';
import { parameterHolds } from './parameter-value';
import { STORES, standsAlone } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { TLS_PARAMETERS } from '../../facts/tls-parameters';
import { rule } from '../rule';
import { PASS } from '../verdict';

const ENGINES = Object.keys(TLS_PARAMETERS).filter((engine) => TLS_PARAMETERS[engine].minimum !== undefined);

export const minimumTlsVersion = rule({
  id: 'rds.minimum-tls-version',
  title: 'RDS instances and clusters refuse TLS below version 1.2',
  why: 'TLS 1.0 and 1.1 are broken; a server that still offers them lets an attacker in the middle choose them.',
  fix: 'Set `tls_version` (MySQL, MariaDB) to TLSv1.2,TLSv1.3 or `ssl_min_protocol_version` (PostgreSQL) to TLSv1.2 in the `Parameters` of the group, '
    + 'or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [cisDatabase('2.3'), cisDatabase('3.6'), nist80053r5('SC-8(1)'), nist80053r5('SC-13'), pciDss('4.2.1')],
  appliesTo: STORES,
  only: (resource) => standsAlone(resource) && mayRun(resource, ENGINES),
  check: (resource) => byEngine(resource, (engine) => {
    const { minimum, minimumSince } = TLS_PARAMETERS[engine];
    return minimum ? parameterHolds(resource, engine, minimum, minimumSince) : PASS;
  }),
});
