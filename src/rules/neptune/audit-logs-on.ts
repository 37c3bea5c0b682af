import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { attachedParameter } from '../rds/parameter-group';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const auditLogsOn = rule({
  id: 'neptune.audit-logs-on',
  title: 'Neptune clusters write audit logs',
  why: 'The export of audit logs stays empty as long as the parameter is at its default, 0.',
  fix: 'Set `neptune_enable_audit_log` to 1 in the `Parameters` of the attached cluster parameter group.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('9.5'), nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::Neptune::DBCluster'],
  check: (cluster) => attachedParameter(cluster, 'neptune_enable_audit_log', (given, at) => (
    textOf(given) === '1' ? PASS : wrong(at, given, '1'))),
});
