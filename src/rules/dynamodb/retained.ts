import { TABLES } from './replicas';
import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { keptOnRemoval } from '../expect';
import { rule } from '../rule';

export const retained = rule({
  id: 'dynamodb.retained',
  title: 'DynamoDB tables outlive their stack and their replacement',
  why: 'A renamed construct, a changed key schema or a deleted stack removes the table; CloudFormation takes no last backup of it.',
  fix: 'Set `DeletionPolicy` and `UpdateReplacePolicy` to Retain, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.RETENTION,
  controls: [nist80053r5('CP-9'), nist80053r5('SI-12'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: TABLES,
  // Snapshot is not among the policies of these types: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
  check: (table) => keptOnRemoval(table, ['Retain', 'RetainExceptOnCreate']),
});
