import { isPrimary, STORES } from './scope';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isFalse } from '../expect';
import { rule } from '../rule';

export const automatedBackupsKept = rule({
  id: 'rds.automated-backups-kept',
  title: 'Automated backups outlive the RDS instance or cluster',
  why: 'By default the deletion of a database deletes its automated backups with it, so one call destroys the data and every way back.',
  fix: 'Set `DeleteAutomatedBackups: false`, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: STORES,
  only: isPrimary,
  check: (resource) => isFalse(resource, 'DeleteAutomatedBackups'),
});
