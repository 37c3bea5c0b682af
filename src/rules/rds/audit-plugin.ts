import { byEngine, mayRun } from './engine';
import { hasOption } from './option-group';
import { standsAlone } from './scope';
import { cisDatabase, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { rule } from '../rule';
import { PASS } from '../verdict';

const ENGINES = ['mysql', 'mariadb'];

export const auditPlugin = rule({
  id: 'rds.audit-plugin',
  title: 'MySQL and MariaDB instances record who did what',
  why: 'The audit log is empty, and its export too, until the option group holds the audit plugin; then nobody can tell who connected and from where.',
  fix: 'Add `MARIADB_AUDIT_PLUGIN` to the option group of the instance, or use `SecureRdsInstance`.',
  severity: 'medium',
  safeguard: Safeguard.LOG_EXPORTS,
  controls: [cisDatabase('2.5'), cisDatabase('3.9'), nist80053r5('AU-2'), nist80053r5('AU-3'), nist80053r5('AU-12'), pciDss('10.2.1')],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: (resource) => standsAlone(resource) && mayRun(resource, ENGINES),
  check: (resource) => byEngine(resource, (engine) => (ENGINES.includes(engine)
    ? hasOption(resource, { name: 'MARIADB_AUDIT_PLUGIN', settings: {}, missing: 'the option group has no MARIADB_AUDIT_PLUGIN' })
    : PASS)),
});
