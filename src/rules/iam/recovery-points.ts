import { rolesOf } from './mfa';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { literalsAt, Statement, statementsOf } from '../policy';

/** Whether a statement lets AWS Backup alone end the life of snapshots that it made itself, when their time is over. */
export function endsOwnBackups(statement: Statement, policy: ResourceView): boolean {
  return names(statement, /:(cluster-)?snapshot:awsbackup:/) && isOfBackupAlone(policy);
}

/**
 * Whether a statement lets AWS Backup alone make copies to try a restore, whose names it makes up itself.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export function makesCopies(statement: Statement, policy: ResourceView): boolean {
  return names(statement, /:table\/awsbackup-restore-test-\*$/) && isOfBackupAlone(policy);
}

function names(statement: Statement, form: RegExp): boolean {
  const resources = literalsAt(statement, 'Resource');
  return resources.length > 0 && resources.every((arn) => form.test(arn));
}

function isOfBackupAlone(policy: ResourceView): boolean {
  const roles = rolesOf(policy);
  return roles.length > 0 && roles.every((role) => role !== undefined && isOfBackup(role))
    && ['Users', 'Groups'].every((whom) => policy.get(whom).kind === 'absent');
}

function isOfBackup(role: ResourceView): boolean {
  return statementsOf(role.get('AssumeRolePolicyDocument')).filter(({ effect }) => effect === 'Allow').every(({ body }) => {
    const principal = at(body, 'Principal');
    return principal.kind === 'map' && principal.keys.join() === 'Service' && itemsOf(principal.get('Service')).every((service) => textOf(service) === 'backup.amazonaws.com');
  });
}
