import { THROTTLES } from './alarmed';
import { regionOf, regionsAtHand } from './regions';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { all } from '../verdict';
import { isWatched, named } from '../watched';

export const replicasAlarmed = rule({
  id: 'dynamodb.replicas-alarmed',
  title: 'Replicas of DynamoDB tables have alarms of their own in each region that the app has a stack in',
  why: 'CloudWatch keeps the metrics of a replica in the region of the replica: the alarms of the table never learn that users elsewhere are refused.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on ReadThrottleEvents or WriteThrottleEvents and one on SystemErrors to the stack of that region, or a `DynamoReplicaAlarms`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('4.7'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: ['AWS::DynamoDB::GlobalTable'],
  only: (table, app) => regionsAtHand(table, app).length > 0,
  check: (table, app) => all(...regionsAtHand(table, app).map((region) => isWatched(app, {
    metrics: [THROTTLES, 'SystemErrors'],
    namespace: 'AWS/DynamoDB',
    dimension: 'TableName',
    noun: `replica in ${region}`,
    isIt: named(table, 'TableName'),
    isThere: (alarm) => regionOf(alarm) === region,
  }))),
});
