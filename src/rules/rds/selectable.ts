import { ResourceView } from '../../model/resource-view';
import { Selectable } from '../backup-selection';

/** How selections of backup plans name a store. */
export function selectable(store: ResourceView): Selectable {
  return store.type === 'AWS::RDS::DBCluster'
    ? { service: 'rds', prefix: 'cluster:', name: 'DBClusterIdentifier', noun: 'cluster' }
    : { service: 'rds', prefix: 'db:', name: 'DBInstanceIdentifier', noun: 'instance' };
}
