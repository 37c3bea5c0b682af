import { fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_SECURITY_LOGS } from '../../facts/redshift';
import { ResourceView } from '../../model/resource-view';
import { textOf } from '../../model/value';
import { contains, expectAt, present, wrong } from '../expect';
import { rule } from '../rule';
import { Verdict } from '../verdict';

export const auditLogging = rule({
  id: 'redshift.audit-logging',
  title: 'Redshift clusters log connections and changes of users',
  why: 'Without the audit log nobody can tell afterwards who was in the warehouse, and from where.',
  fix: 'Set `LoggingProperties` to a bucket or to CloudWatch Logs with `connectionlog` and `userlog`, or use `SecureRedshiftCluster`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('Redshift.4'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), nist80053r5('AC-2(4)'),
    nist80053r5('AC-6(9)'), pciDss('10.2.1'), hipaa('164.312(b)')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => expectAt(cluster, 'LoggingProperties', (logging, at) => (logging.kind === 'absent' ? wrong(at, logging, 'a bucket or CloudWatch Logs') : goesSomewhere(cluster))),
});

function goesSomewhere(cluster: ResourceView): Verdict {
  return expectAt(cluster, 'LoggingProperties.LogDestinationType', (type) => (textOf(type) === 'cloudwatch'
    ? contains(cluster, 'LoggingProperties.LogExports', REDSHIFT_SECURITY_LOGS)
    : present(cluster, 'LoggingProperties.BucketName')));
}
