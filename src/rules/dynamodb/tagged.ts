import { expectOfCopies, TABLES } from './replicas';
import { nist80053r5, securityHub } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isGiven } from '../expect';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const tagged = rule({
  id: 'dynamodb.tagged',
  title: 'DynamoDB tables are tagged, in every replica',
  why: 'A table without an owner is a table that nobody patches, pays for or dares to delete; policies that go by tags do not see it.',
  fix: 'Set `Tags` on the table or on each of its replicas: `Tags.of(stack).add(key, value)`.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [securityHub('DynamoDB.5'), nist80053r5('CM-8(1)')],
  byDefault: false,
  appliesTo: TABLES,
  check: (table) => expectOfCopies(table, 'Tags', (tags, at) => (isGiven(tags) ? PASS : fail(at, 'it is not set'))),
});
