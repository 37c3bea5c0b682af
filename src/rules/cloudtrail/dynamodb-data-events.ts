import { cisDatabase } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { recordsDataEvents } from '../trail-selectors';
import { all } from '../verdict';

export const dynamodbDataEvents = rule({
  id: 'cloudtrail.dynamodb-data-events',
  title: 'Trails record reads and writes of DynamoDB',
  why: 'DynamoDB has no audit log of its own: without data events nobody can tell which items were read.',
  fix: 'Add a selector for data events of AWS::DynamoDB::Table to `AdvancedEventSelectors`, or use `AuditTrail` with `recordsDataEvents`.',
  severity: 'medium',
  safeguard: Safeguard.AUDIT_TRAIL,
  controls: [cisDatabase('4.7')],
  appliesTo: ['AWS::CloudTrail::Trail'],
  byDefault: false,
  check: (trail) => all(...['true', 'false'].map((but) => recordsDataEvents(trail, 'AWS::DynamoDB::Table', but))),
});
