import { mayRun } from './engine';
import { isPrimary, standsAlone } from './scope';
import { cisDatabase, cisFoundations, fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { RDS_ENGINES } from '../../facts/rds-engines';
import { textOf } from '../../model/value';
import { isTrue } from '../expect';
import { rule } from '../rule';

/** Editions that have a standby; SQL Server Express has none. */
const ENGINES = Object.values(RDS_ENGINES).filter(({ standbySince }) => standbySince !== undefined).map(({ engine }) => engine);

/** Editions whose replicas can have one as well; replicas that do not say their engine are left out. */
const REPLICAS = Object.values(RDS_ENGINES).filter(({ replicaStandby }) => replicaStandby).map(({ engine }) => engine);

export const multiAz = rule({
  id: 'rds.multi-az',
  title: 'RDS instances have a standby in another Availability Zone',
  why: 'When the zone, the host or the storage of a single instance fails, the database is down until a backup is restored.',
  fix: 'Set `MultiAZ: true`, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('RDS.5'), cisDatabase('3.2'), cisFoundations('2.2.4'), nist80053r5('CP-10'), nist80053r5('CP-6(2)'), nist80053r5('SC-5(2)'),
    nist80053r5('SC-36'), nist80053r5('SI-13(5)'), hipaa('164.308(a)(7)(i)'), hipaa('164.308(a)(7)(ii)(C)')],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: (resource) => (isPrimary(resource) ? mayRun(resource, ENGINES) : standsAlone(resource) && REPLICAS.includes(textOf(resource.get('Engine')) ?? '')),
  check: (resource) => isTrue(resource, 'MultiAZ'),
});
