import { CfnDeletionPolicy, CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { hardeningOf } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { TEARDOWN_METADATA_KEY } from '../../core/teardown-note';
import { GOES_WITH_THE_STORE, ProtectionProperty, REMOVAL, RemovalFacts } from '../../facts/removal';

const LOG_GROUP = 'AWS::Logs::LogGroup';
const OPTION_GROUP = 'AWS::RDS::OptionGroup';

/** A resource that holds a store, or stands before one, with what is known of its removal. */
interface StoreResource {
  readonly resource: CfnResource;
  readonly facts: RemovalFacts;
}

/** The resources in which a store consists; those of a plan, a proxy or a key inside of it are not its own. */
export function storeResourcesOf(store: IConstruct): readonly StoreResource[] {
  return ownResources(store).flatMap((resource) => {
    const facts = REMOVAL[resource.cfnResourceType];
    return facts === undefined ? [] : [{ resource, facts }];
  });
}

/**
 * Take away what stands in the way of the removal of a store, and let the rest be as it is: a replacement still keeps the data.
 *
 * What changes says in its metadata until when: CloudFormation does not notice a policy that changes alone. Returns the safeguards that this takes off.
 */
export function unlock(store: IConstruct, until: string): ReadonlySet<Safeguard> {
  const off = new Set<Safeguard>();
  for (const { resource, facts } of storeResourcesOf(store)) {
    resource.addMetadata(TEARDOWN_METADATA_KEY, until);
    if (facts.protection !== undefined && unprotect(resource, facts.protection)) {
      off.add(Safeguard.DELETION_PROTECTION);
    }
    if (isRetained(resource.cfnOptions.deletionPolicy)) {
      resource.cfnOptions.deletionPolicy = leavesSnapshot(resource, facts) ? CfnDeletionPolicy.SNAPSHOT : CfnDeletionPolicy.DELETE;
      off.add(Safeguard.RETENTION);
    }
    nameFinalSnapshot(resource, facts);
  }
  const companions = ownResources(store).filter(({ cfnResourceType }) => GOES_WITH_THE_STORE.includes(cfnResourceType));
  for (const resource of companions.filter(({ cfnOptions }) => isRetained(cfnOptions.deletionPolicy))) {
    resource.addMetadata(TEARDOWN_METADATA_KEY, until);
    resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE;
  }
  return off;
}

/**
 * Let nothing of a store outlive its stack, but its keys: no last snapshot, and no log group whose name would be taken when the stack comes back.
 */
export function dispose(store: IConstruct): void {
  for (const { resource, facts } of storeResourcesOf(store)) {
    removeAlways(resource, isGiven(resource, facts.policiesIgnoredBy) ? CfnDeletionPolicy.SNAPSHOT : CfnDeletionPolicy.DELETE);
    if (facts.finalSnapshot !== undefined) {
      resource.addPropertyDeletionOverride(facts.finalSnapshot.property);
    }
  }
  // without a snapshot nothing refers to an option group any more
  ownResources(store).filter(({ cfnResourceType }) => [...GOES_WITH_THE_STORE, OPTION_GROUP].includes(cfnResourceType))
    .forEach((resource) => removeAlways(resource));
  store.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === LOG_GROUP)
    .forEach((resource) => removeAlways(resource));
}

function removeAlways({ cfnOptions }: CfnResource, policy = CfnDeletionPolicy.DELETE): void {
  if (cfnOptions.deletionPolicy !== undefined) {
    cfnOptions.deletionPolicy = policy;
    cfnOptions.updateReplacePolicy = policy;
  }
}

function ownResources(store: IConstruct): CfnResource[] {
  const below = (construct: IConstruct): IConstruct[] => construct.node.children
    .filter((child) => hardeningOf(child) === undefined)
    .flatMap((child) => [child, ...below(child)]);
  return below(store).filter(CfnResource.isCfnResource);
}

function isRetained(policy: CfnDeletionPolicy | undefined): boolean {
  return policy === CfnDeletionPolicy.RETAIN || policy === CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
}

/** Whether CloudFormation takes a last snapshot when it is told to. */
function leavesSnapshot(resource: CfnResource, { leaves, memberBy }: RemovalFacts): boolean {
  return leaves === 'snapshot' && !isGiven(resource, memberBy);
}

function isGiven(resource: CfnResource, property: string | undefined): boolean {
  return property !== undefined && valueOf(resource, property) !== undefined;
}

/** Returns whether there was a protection. */
function unprotect(resource: CfnResource, { property, off, list }: ProtectionProperty): boolean {
  if (list === undefined) {
    const protects = valueOf(resource, property) === true;
    if (protects) {
      resource.addPropertyOverride(property, off);
    }
    return protects;
  }
  const items = Stack.of(resource).resolve(valueOf(resource, list.property)) as readonly Record<string, unknown>[];
  const places = items.flatMap((item, index) => (
    (list.key === undefined || item.key === list.key) && String(item[nameInCode(property)]) === 'true' ? [index] : []));
  places.forEach((index) => resource.addPropertyOverride(`${list.property}.${index}.${property}`, off));
  return places.length > 0;
}

function nameFinalSnapshot(resource: CfnResource, { finalSnapshot }: RemovalFacts): void {
  if (finalSnapshot !== undefined && !isGiven(resource, finalSnapshot.property)) {
    resource.addPropertyOverride(finalSnapshot.property, `${known(valueOf(resource, finalSnapshot.store)) as string}-final`);
  }
}

/** The value of a property by the name that CloudFormation has for it. */
function valueOf(resource: CfnResource, property: string): unknown {
  return (resource as unknown as Record<string, unknown>)[nameInCode(property)];
}

/** `DBClusterIdentifier` is `dbClusterIdentifier` in the CDK. */
function nameInCode(property: string): string {
  const words = property.replace(/DB(?=[A-Z])/g, 'Db');
  return words.charAt(0).toLowerCase() + words.slice(1);
}
