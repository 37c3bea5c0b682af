import { rolesOf } from './mfa';
import { ResourceView } from '../../model/resource-view';
import { at, itemsOf, textOf } from '../../model/value';
import { literalsAt, Statement, statementsOf } from '../policy';

/** Whether a statement lets AWS Backup alone end the life of snapshots that it made itself, when their time is over. */
export function endsOwnBackups(statement: Statement, policy: ResourceView): boolean {
  const resources = literalsAt(statement, 'Resource');
  const roles = rolesOf(policy);
  return resources.length > 0 && resources.every((arn) => /:(cluster-)?snapshot:awsbackup:/.test(arn))
    && roles.length > 0 && roles.every((role) => role !== undefined && isOfBackup(role))
    && ['Users', 'Groups'].every((whom) => policy.get(whom).kind === 'absent');
}

function isOfBackup(role: ResourceView): boolean {
  return statementsOf(role.get('AssumeRolePolicyDocument')).filter(({ effect }) => effect === 'Allow').every(({ body }) => {
    const principal = at(body, 'Principal');
    return principal.kind === 'map' && principal.keys.join() === 'Service' && itemsOf(principal.get('Service')).every((service) => textOf(service) === 'backup.amazonaws.com');
  });
}
