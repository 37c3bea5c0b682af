import { isWideOnTables } from './access';
import { cisDatabase, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { present } from '../expect';
import { everyStatement } from '../policy';
import { rawText } from '../raw-text';
import { rule } from '../rule';
import { all, fail, PASS } from '../verdict';

export const endpointNamesTables = rule({
  id: 'dynamodb.endpoint-names-tables',
  title: 'The endpoint for DynamoDB leads to named tables only',
  why: 'Through an endpoint that leads to every table of the account, a host that was taken over reads what belongs to other applications.',
  fix: 'Name the tables in `Resource` of the statements in `PolicyDocument` of the endpoint.',
  severity: 'low',
  safeguard: Safeguard.PRIVATE_ENDPOINTS,
  controls: [cisDatabase('4.5'), nist80053r5('AC-4'), nist80053r5('AC-6'), nist80053r5('SC-7(10)')],
  // the tables are often unknown where the network is made
  byDefault: false,
  appliesTo: ['AWS::EC2::VPCEndpoint'],
  only: (endpoint) => rawText(endpoint, 'ServiceName').endsWith('.dynamodb'),
  check: (endpoint) => all(present(endpoint, 'PolicyDocument'), everyStatement(endpoint.get('PolicyDocument'), 'Properties.PolicyDocument', (statement) => (
    statement.effect === 'Allow' && isWideOnTables(statement) ? fail('Properties.PolicyDocument', `${statement.label} leads to every table`) : PASS))),
});
