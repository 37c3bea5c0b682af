import { TABLES } from './replicas';
import { cisDatabase } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { hasCompanion } from '../companion';
import { present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const streamConsumed = rule({
  id: 'dynamodb.stream-consumed',
  title: 'DynamoDB tables have a stream that a function reads',
  why: 'Changes of items that must be checked against rules of the organisation are seen in no other place in order and in full.',
  fix: 'Set `StreamSpecification` and add an `AWS::Lambda::EventSourceMapping` on the StreamArn of the table.',
  severity: 'low',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('4.6')],
  byDefault: false,
  appliesTo: TABLES,
  check: (table) => all(
    present(table, 'StreamSpecification.StreamViewType'),
    hasCompanion(table, { type: 'AWS::Lambda::EventSourceMapping', by: 'EventSourceArn', missing: 'no function of the app reads the stream of the table' }),
  ),
});
