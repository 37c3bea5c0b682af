import { cisDatabase, fsbp, hipaa, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DOCUMENTDB_TLS } from '../../facts/document-and-graph';
import { textOf } from '../../model/value';
import { wrong } from '../expect';
import { attachedParameter } from '../rds/parameter-group';
import { rule } from '../rule';
import { PASS } from '../verdict';

export const tlsRequired = rule({
  id: 'documentdb.tls-required',
  title: 'DocumentDB clusters refuse connections without TLS 1.2 or later',
  why: 'Clients that forget TLS send passwords and data in the clear; the default of `tls`, enabled, still takes TLS 1.0 and 1.1.',
  fix: 'Set `tls` to tls1.2+ or tls1.3+ in the `Parameters` of the attached cluster parameter group.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('DocumentDB.6'), cisDatabase('7.4'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1'),
    hipaa('164.312(e)(1)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  check: (cluster) => attachedParameter(cluster, 'tls', (given, at) => (
    DOCUMENTDB_TLS.includes(textOf(given) ?? '') ? PASS : wrong(at, given, DOCUMENTDB_TLS.join(' or ')))),
});
