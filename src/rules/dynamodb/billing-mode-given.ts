import { TABLES } from './replicas';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const billingModeGiven = rule({
  id: 'dynamodb.billing-mode-given',
  title: 'DynamoDB tables say how they are billed',
  why: 'Without a billing mode a table is provisioned, as few expect, with a capacity that somebody has to watch. No published control asks for it.',
  fix: 'Set `BillingMode` to PAY_PER_REQUEST or PROVISIONED, as `SecureDynamoTable` does.',
  severity: 'low',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [],
  byDefault: false,
  appliesTo: TABLES,
  check: (table) => oneOf(table, 'BillingMode', ['PAY_PER_REQUEST', 'PROVISIONED']),
});
