import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DOCUMENTDB_AUDIT } from '../../facts/document-and-graph';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { attachedParameter } from '../rds/parameter-group';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const auditLogsOn = rule({
  id: 'documentdb.audit-logs-on',
  title: 'DocumentDB clusters write audit logs',
  why: 'The export of audit logs stays empty as long as the parameter is at its default, disabled.',
  fix: 'Set `audit_logs` to enabled or all in the `Parameters` of the attached cluster parameter group.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('7.6'), nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => attachedParameter(cluster, 'audit_logs', (given, at) => {
    const kinds = (textOf(given) ?? '').split(',').map((kind) => kind.trim());
    return kinds.some((kind) => DOCUMENTDB_AUDIT.includes(kind)) ? PASS : wrong(at, given, 'enabled');
  }),
});
