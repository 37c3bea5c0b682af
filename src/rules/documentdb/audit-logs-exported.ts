import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { contains } from '../expect';
import { rule } from '../rule';

export const auditLogsExported = rule({
  id: 'documentdb.audit-logs-exported',
  title: 'DocumentDB clusters export audit logs to CloudWatch Logs',
  why: 'Audit logs on the instances are rotated away, together with the traces of an attack.',
  fix: 'Add audit to `EnableCloudwatchLogsExports`, and switch the logs on in the cluster parameter group.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('DocumentDB.4'), cisDatabase('7.6'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'),
    nist80053r5('AU-6(3)'), pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => contains(cluster, 'EnableCloudwatchLogsExports', ['audit']),
});
