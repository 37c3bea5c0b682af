import { byEngine, mayRun } from './engine';
import { attachedParameter } from './parameter-group';
import { parameterHolds } from './parameter-value';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

export const auroraAudit = rule({
  id: 'rds.aurora-audit',
  title: 'Aurora MySQL clusters record who did what',
  why: 'The audit log is empty until the parameter group switches auditing on and names the events, so exporting it alone proves nothing.',
  fix: 'Set `server_audit_logging` to 1 and `server_audit_events` to CONNECT,QUERY_DCL,QUERY_DDL in the `Parameters` of the cluster parameter group.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('RDS.45'), cisDatabase('2.5'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::RDS::DBCluster'],
  only: (resource) => mayRun(resource, ['aurora-mysql']),
  check: (resource) => byEngine(resource, () => all(
    parameterHolds(resource, 'aurora-mysql', { name: 'server_audit_logging', value: '1', accepted: ['1', 'ON'] }),
    attachedParameter(resource, 'server_audit_events', (events, at) => (textOf(events) ? PASS : fail(at, '`server_audit_events` names no event'))),
  )),
});
