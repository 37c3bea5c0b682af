import { isPrimary } from './scope';
import { ResourceView } from '../../model/resource-view';
import { mayBeAbsent } from '../expect';

/** Aurora global databases. */
export const GLOBAL_CLUSTER = 'AWS::RDS::GlobalCluster';

/** A store whose users are its own: a secondary cluster of a global database has those of the primary one, which alone names a master user. */
export function hasOwnUsers(resource: ResourceView): boolean {
  return isPrimary(resource) && (mayBeAbsent(resource, 'GlobalClusterIdentifier') || resource.get('MasterUsername').kind !== 'absent');
}
