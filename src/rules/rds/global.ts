import { isPrimary, sourceOf } from './scope';
import { ResourceView } from '../../model/resource-view';
import { mayBeAbsent } from '../expect';

/** Aurora global databases. */
export const GLOBAL_CLUSTER = 'AWS::RDS::GlobalCluster';

/** A secondary cluster of a global database: the primary one alone names a master user. */
export function isSecondary(resource: ResourceView): boolean {
  return !mayBeAbsent(resource, 'GlobalClusterIdentifier') && resource.get('MasterUsername').kind === 'absent';
}

/** A cluster that joins a global database, or that one grows from. */
export function inGlobalDatabase(cluster: ResourceView): boolean {
  return !mayBeAbsent(cluster, 'GlobalClusterIdentifier')
    || cluster.template.app.resourcesOf(GLOBAL_CLUSTER).some((globalCluster) => sourceOf(globalCluster) === cluster);
}

/** A store that follows no other, whose data and users are its own: neither a replica nor a secondary cluster. */
export function followsNone(resource: ResourceView): boolean {
  return isPrimary(resource) && !isSecondary(resource);
}
