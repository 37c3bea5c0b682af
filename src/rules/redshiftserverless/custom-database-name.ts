import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_DEFAULT_DATABASES } from '../../facts/redshift';
import { hasOwnName } from '../redshift/own-name';
import { rule } from '../rule';

export const customDatabaseName = rule({
  id: 'redshiftserverless.custom-database-name',
  title: 'The first database of namespaces has a name of its own',
  why: 'Scripts that try stolen credentials expect a database called `dev`. The published control has been withdrawn from Security Hub; AWS Config keeps its rule.',
  fix: 'Set `DbName` to a name that is no default, or use `SecureRedshiftServerless`.',
  severity: 'low',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('CM-2'), nist80053r5('CM-6')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => hasOwnName(namespace, 'DbName', REDSHIFT_DEFAULT_DATABASES),
});
