import { byEngine, mayRun } from './engine';
import { standsAlone, STORES } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';
import { PASS } from '../verdict';

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
const ENGINES = ['mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql'];

export const iamAuthentication = rule({
  id: 'rds.iam-authentication',
  title: 'RDS instances and clusters take IAM authentication',
  why: 'Passwords of applications leak and stay valid; an IAM token is made for one role and expires after 15 minutes.',
  fix: 'Set `EnableIAMDatabaseAuthentication: true`, or use `SecureRdsInstance` and `grants.connect(role, user)`.',
  severity: 'medium',
  safeguard: Safeguard.IAM_AUTHENTICATION,
  controls: [fsbp('RDS.10'), fsbp('RDS.12'), cisDatabase('2.4'), cisDatabase('2.10'), cisDatabase('3.7'), cisDatabase('3.13'), nist80053r5('AC-2(1)'),
    nist80053r5('AC-3'), nist80053r5('AC-3(7)'), nist80053r5('AC-6'), pciDss('7.2.5'), pciDss('7.3.2')],
  appliesTo: STORES,
  only: (resource) => standsAlone(resource) && mayRun(resource, ENGINES),
  check: (resource) => {
    const verdict = isTrue(resource, 'EnableIAMDatabaseAuthentication');
    return verdict.kind === 'fail' ? byEngine(resource, (engine) => (ENGINES.includes(engine) ? verdict : PASS)) : verdict;
  },
});
