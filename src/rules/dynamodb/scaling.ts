import { autoscaledByItself } from './autoscaling';
import { TABLES } from './replicas';
import { capacityTargets } from './scalable-targets';
import { fsbp, hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { expectAt } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const scaling = rule({
  id: 'dynamodb.scaling',
  title: 'DynamoDB tables and their indexes scale with demand',
  why: 'A table of fixed capacity refuses its users at the first peak, and anybody who sends enough requests makes that peak.',
  fix: 'Set `BillingMode: PAY_PER_REQUEST`, or scale reads and writes of the table and its indexes, as `SecureDynamoTable` does.',
  severity: 'medium',
  safeguard: Safeguard.HIGH_AVAILABILITY,
  controls: [fsbp('DynamoDB.1'), nist80053r5('CP-10'), nist80053r5('CP-2(2)'), nist80053r5('CP-6(2)'), nist80053r5('SC-36'), nist80053r5('SC-5(2)'),
    nist80053r5('SI-13(5)'), hipaa('164.308(a)(7)(i)'), hipaa('164.308(a)(7)(ii)(C)')],
  appliesTo: TABLES,
  // both types are provisioned unless told otherwise
  check: (table, app) => expectAt(table, 'BillingMode', (mode) => {
    if (textOf(mode) === 'PAY_PER_REQUEST') {
      return PASS;
    }
    return table.type === 'AWS::DynamoDB::Table' ? capacityTargets(table, app) : autoscaledByItself(table);
  }),
});
