import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { DOCUMENTDB_PORT } from '../../facts/document-and-graph';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const customPort = rule({
  id: 'documentdb.custom-port',
  title: 'DocumentDB clusters do not listen on the default port',
  why: 'Scanners try the default port first. A closed network protects far better, so this rule is off by default.',
  fix: 'Set `Port` to another port than 27017.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [nist80053r5('SC-7(16)')],
  appliesTo: ['AWS::DocDB::DBCluster'],
  byDefault: false,
  check: (cluster) => all(present(cluster, 'Port'), noneOf(cluster, 'Port', [String(DOCUMENTDB_PORT)])),
});
