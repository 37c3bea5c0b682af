import { standsAlone } from './scope';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

export const alarmed = rule({
  id: 'rds.alarmed',
  title: 'RDS instances have alarms on load and free storage',
  why: 'A full volume stops the database, a flood of queries makes it useless, and both announce themselves hours before.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on CPUUtilization and on FreeStorageSpace of the instance, or use `SecureRdsInstance` with `alerts`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('3.9'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: standsAlone,
  check: (instance, app) => isWatched(app, {
    metrics: ['CPUUtilization', 'FreeStorageSpace'],
    namespace: 'AWS/RDS',
    dimension: 'DBInstanceIdentifier',
    noun: 'instance',
    isIt: named(instance, 'DBInstanceIdentifier'),
  }),
});
