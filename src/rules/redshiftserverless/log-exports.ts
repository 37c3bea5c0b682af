import { fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { REDSHIFT_SECURITY_LOGS } from '../../facts/redshift';
import { contains } from '../expect';
import { rule } from '../rule';

export const logExports = rule({
  id: 'redshiftserverless.log-exports',
  title: 'Namespaces of Redshift Serverless export their logs',
  why: 'Without the logs nobody can tell afterwards who was in the warehouse, and from where.',
  fix: 'Name `connectionlog` and `userlog` in `LogExports`, or use `SecureRedshiftServerless`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [fsbp('RedshiftServerless.6'), nist80053r5('AU-2'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::RedshiftServerless::Namespace'],
  check: (namespace) => contains(namespace, 'LogExports', REDSHIFT_SECURITY_LOGS),
});
