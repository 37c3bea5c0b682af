import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const logGroup = rule({
  id: 'cloudtrail.log-group',
  title: 'Trails deliver to CloudWatch Logs',
  why: 'Files in a bucket are read after the incident; in a log group they can be searched and alarmed on while it happens.',
  fix: 'Set `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn`, or use `AuditTrail`.',
  severity: 'medium',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [fsbp('CloudTrail.5'), nist80053r5('SI-4(5)'), hipaa('164.312(b)')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  check: (trail) => all(present(trail, 'CloudWatchLogsLogGroupArn'), present(trail, 'CloudWatchLogsRoleArn')),
});
