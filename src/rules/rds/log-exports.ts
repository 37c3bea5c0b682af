import { byEngine, mayRun } from './engine';
import { standsAlone, STORES } from './scope';
import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { LOG_EXPORTS, securityLogs } from '../../facts/log-exports';
import { contains } from '../expect';
import { rule } from '../rule';

export const logExports = rule({
  id: 'rds.log-exports',
  title: 'RDS instances and clusters export the logs that tell who did what',
  why: 'Logs on the host of the database are rotated away within days and are lost with it, together with the traces of an attack.',
  fix: 'List the logs of the engine in `EnableCloudwatchLogsExports`, or use `SecureRdsInstance`, which also makes their log groups.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('RDS.34'), fsbp('RDS.36'), fsbp('RDS.37'), fsbp('RDS.42'), cisDatabase('2.5'), cisDatabase('3.9'), nist80053r5('AU-2'),
    nist80053r5('AU-3'), nist80053r5('AU-12'), nist80053r5('AU-6(4)'), pciDss('10.2.1'), pciDss('10.3.3'), hipaa('164.312(b)')],
  appliesTo: STORES,
  only: (resource) => standsAlone(resource) && mayRun(resource, Object.keys(LOG_EXPORTS)),
  check: (resource) => byEngine(resource, (engine) => contains(resource, 'EnableCloudwatchLogsExports', securityLogs(engine))),
});
