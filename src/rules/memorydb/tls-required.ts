import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotFalse } from '../expect';
import { rule } from '../rule';

export const tlsRequired = rule({
  id: 'memorydb.tls-required',
  title: 'MemoryDB clusters refuse connections without TLS',
  why: 'Without TLS the data and the passwords of its users cross the network readable, and no user but the open one is possible.',
  fix: 'Leave `TLSEnabled` out or set it to true; it cannot be changed later.',
  severity: 'high',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [cisDatabase('6.2'), nist80053r5('SC-8'), pciDss('4.2.1')],
  appliesTo: ['AWS::MemoryDB::Cluster'],
  check: (cluster) => isNotFalse(cluster, 'TLSEnabled'),
});
