import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_DEFAULT_PORT } from '../../facts/redshift';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const customPort = rule({
  id: 'redshift.custom-port',
  title: 'Redshift clusters do not listen on port 5439',
  why: 'Scanners try the default port first. A closed network protects far better and no published control asks for it, so this rule is off by default.',
  fix: 'Set `Port` to another port, 5431 to 5455 or 8191 to 8215 for RA3 nodes; `SecureRedshiftCluster` takes 5440.',
  severity: 'low',
  safeguard: Safeguard.TIERED_ACCESS,
  controls: [],
  appliesTo: ['AWS::Redshift::Cluster'],
  byDefault: false,
  check: (cluster) => all(present(cluster, 'Port'), noneOf(cluster, 'Port', [String(REDSHIFT_DEFAULT_PORT)])),
});
