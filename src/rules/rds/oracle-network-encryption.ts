import { mayRun } from './engine';
import { hasOption } from './option-group';
import { standsAlone } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { rule } from '../rule';

const ENGINES = Object.values(RDS_ENGINES).filter(({ networkEncryption }) => networkEncryption).map(({ engine }) => engine);

export const oracleNetworkEncryption = rule({
  id: 'rds.oracle-network-encryption',
  title: 'Oracle instances refuse connections without native network encryption',
  why: 'The SSL option opens a second port and leaves the first in the clear; only this option makes the server refuse plain connections.',
  fix: 'Add `NATIVE_NETWORK_ENCRYPTION` with SQLNET.ENCRYPTION_SERVER set to REQUIRED to the option group of the instance, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [cisDatabase('2.3'), cisDatabase('3.6'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: (resource) => standsAlone(resource) && mayRun(resource, ENGINES),
  check: (resource) => hasOption(resource, {
    name: 'NATIVE_NETWORK_ENCRYPTION',
    settings: { 'SQLNET.ENCRYPTION_SERVER': 'REQUIRED' },
    missing: 'the option group has no NATIVE_NETWORK_ENCRYPTION',
  }),
});
