import { isOfDeploymentHelpers } from './helper-roles';
import { nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { at, itemsOf } from '../../model/value';
import { everyAllow, POLICIES } from '../iam/statements';
import { coversAction, Statement } from '../policy';
import { rule } from '../rule';
import { fail, PASS } from '../verdict';

export const masterSecretUnread = rule({
  id: 'secretsmanager.master-secret-unread',
  title: 'Applications do not read the master secret of a database',
  why: 'The master user may do everything in every database; an application that connects as it turns one injected statement into all of them.',
  fix: 'Give the application a user of its own: `DatabaseUsers`, and `users.connect(role, user)`.',
  severity: 'high',
  safeguard: Safeguard.MANAGED_CREDENTIALS,
  controls: [nist80053r5('AC-6'), pciDss('7.2.5')],
  appliesTo: POLICIES,
  check: (resource) => everyAllow(resource, (statement, where) => {
    const read = coversAction(statement, 'secretsmanager:GetSecretValue') ? mastersIn(statement) : [];
    return read.length > 0 && !isOfDeploymentHelpers(resource) ? fail(where, `${statement.label} lets its holder read the master secret of ${read.join(', ')}`) : PASS;
  }),
});

/** The attributes by which CloudFormation tells the secret that RDS or Redshift keeps. */
const SECRETS = ['MasterUserSecret.SecretArn', 'MasterPasswordSecretArn'];

/** Databases whose master secret, kept by the service, a statement names. */
function mastersIn({ body }: Statement): string[] {
  return itemsOf(at(body, 'Resource')).flatMap((item) => (item.kind === 'reference' && SECRETS.includes(item.attribute) ? item.resource.label : []));
}
