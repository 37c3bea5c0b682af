import { hasOwnName } from './own-name';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_DEFAULT_DATABASES } from '../../facts/redshift';
import { rule } from '../rule';

export const customDatabaseName = rule({
  id: 'redshift.custom-database-name',
  title: 'The first database of Redshift clusters has a name of its own',
  why: 'Scripts that try stolen credentials expect a database called `dev`. The published control has been withdrawn from Security Hub; AWS Config keeps its rule.',
  fix: 'Set `DBName` to a name that is no default, or use `SecureRedshiftCluster`.',
  severity: 'low',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('CM-2'), nist80053r5('CM-6')],
  appliesTo: ['AWS::Redshift::Cluster'],
  check: (cluster) => hasOwnName(cluster, 'DBName', REDSHIFT_DEFAULT_DATABASES),
});
