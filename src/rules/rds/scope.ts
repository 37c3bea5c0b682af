import { ResourceView } from '../../model/resource-view';
import { alternatives, textOf } from '../../model/value';
import { mayBeAbsent } from '../expect';

/** Instances and clusters of RDS. */
export const STORES = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster'];

/** Properties that make a store the replica of another. */
export const REPLICATED_FROM = ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier', 'ReplicationSourceIdentifier'];

/** A cluster, or an instance that is no member of one: members take the setting from their cluster. */
export function standsAlone(resource: ResourceView): boolean {
  return resource.type === 'AWS::RDS::DBCluster' || mayBeAbsent(resource, 'DBClusterIdentifier');
}

/** A store that stands alone and copies no other: replicas follow their source. */
export function isPrimary(resource: ResourceView): boolean {
  return standsAlone(resource) && REPLICATED_FROM.every((property) => mayBeAbsent(resource, property));
}

/** A cluster of Aurora. */
export function isAurora(resource: ResourceView): boolean {
  return resource.type === 'AWS::RDS::DBCluster' && alternatives(resource.get('Engine')).some((engine) => textOf(engine)?.startsWith('aurora'));
}

/** A member of an Aurora cluster. */
export function isAuroraMember(resource: ResourceView): boolean {
  return resource.type === 'AWS::RDS::DBInstance' && !standsAlone(resource)
    && alternatives(resource.get('Engine')).some((engine) => textOf(engine)?.startsWith('aurora'));
}

/** The store that is replicated, if it belongs to the app: by reference, or by its name. */
export function sourceOf(resource: ResourceView): ResourceView | undefined {
  const value = REPLICATED_FROM.map((property) => resource.get(property)).find(({ kind }) => kind !== 'absent');
  const identifier = resource.type === 'AWS::RDS::DBCluster' ? 'DBClusterIdentifier' : 'DBInstanceIdentifier';
  const name = value && textOf(value);
  return value?.kind === 'reference' ? value.resource : resource.template.app.resourcesOf(resource.type)
    .find((candidate) => name !== undefined && textOf(candidate.get(identifier)) === name);
}
