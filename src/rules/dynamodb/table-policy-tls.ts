import { everyCopy } from './copies';
import { TABLES } from './replicas';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { policyDeniesWithoutTls } from '../policy';
import { rule } from '../rule';
import { all } from '../verdict';

// the endpoints of DynamoDB take HTTP and HTTPS: https://docs.aws.amazon.com/general/latest/gr/ddb.html
const ACTIONS = ['dynamodb:GetItem', 'dynamodb:PutItem'];
const POLICY = 'ResourcePolicy.PolicyDocument';

export const tablePolicyTls = rule({
  id: 'dynamodb.table-policy-tls',
  title: 'The policy of a DynamoDB table refuses requests without TLS, in every replica',
  why: 'The endpoints of DynamoDB answer plain HTTP too; one client with a wrong URL sends items in the clear and nobody notices.',
  fix: 'Deny `dynamodb:*` in `ResourcePolicy` while `aws:SecureTransport` is false, or use `SecureDynamoTable`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [cisDatabase('4.4'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: TABLES,
  check: (table) => everyCopy(table, ({ get, place }) => all(...ACTIONS.map((action) => (
    policyDeniesWithoutTls(get(POLICY), { where: `${place}.${POLICY}`, of: table.label, action }))))),
});
