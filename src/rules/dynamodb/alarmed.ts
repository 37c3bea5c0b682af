import { mayLieBeside } from './regions';
import { TABLES } from './replicas';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { isWatched, named } from '../watched';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
export const THROTTLES = ['ThrottledRequests', 'ReadThrottleEvents', 'WriteThrottleEvents'];

export const alarmed = rule({
  id: 'dynamodb.alarmed',
  title: 'DynamoDB tables have alarms on throttled requests and on errors of the service',
  why: 'A throttled table refuses its users, by their own number or by a flood of one of them, and nothing else tells it.',
  fix: 'Add an `AWS::CloudWatch::Alarm` on ReadThrottleEvents or WriteThrottleEvents and one on SystemErrors of the table, or use `SecureDynamoTable`.',
  severity: 'low',
  safeguard: Safeguard.ALARMS,
  controls: [cisDatabase('4.7'), nist80053r5('CA-7'), nist80053r5('SI-4(5)')],
  appliesTo: TABLES,
  check: (table, app) => isWatched(app, {
    metrics: [THROTTLES, 'SystemErrors'],
    namespace: 'AWS/DynamoDB',
    dimension: 'TableName',
    noun: 'table',
    isIt: named(table, 'TableName'),
    isThere: (alarm) => mayLieBeside(alarm, table),
  }),
});
