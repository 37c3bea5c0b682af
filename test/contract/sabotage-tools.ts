import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Built } from './subjects';
import { Safeguard } from '../../src/core/safeguard';

/** One way in which a user takes a safeguard away behind the construct's back. */
export interface Sabotage {
  /** The names of the subjects that it is tried on. */
  readonly subjects: readonly string[];
  readonly safeguard: Safeguard;

  /** The rules that must fire, and no others. */
  readonly rules: readonly string[];

  apply(built: Built): void;
}

/** The type of RDS and Aurora instances. */
export const INSTANCE = 'AWS::RDS::DBInstance';

/** The resources of a type that a construct made. */
export function resources({ construct }: Built, type: string): CfnResource[] {
  return construct.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === type);
}

/** Override a property of every resource of a type; `undefined` removes it. */
export function set(type: string, path: string, value: unknown): Sabotage['apply'] {
  return (built) => resources(built, type).forEach((resource) => (
    value === undefined ? resource.addPropertyDeletionOverride(path) : resource.addPropertyOverride(path, value)));
}

/** Remove every resource of a type from the app. */
export function remove(type: string): Sabotage['apply'] {
  return (built) => resources(built, type).forEach(({ node }) => node.scope!.node.tryRemoveChild(node.id));
}

/** Take stores out of their backup plan. */
export function unplanned(subjects: readonly string[], rule: string): Sabotage {
  return { subjects, safeguard: Safeguard.BACKUP_PLAN, rules: [rule], apply: remove('AWS::Backup::BackupSelection') };
}

/** Take a load balancer attribute back to what the service does by default. */
export function attribute(key: string, value: string): Sabotage['apply'] {
  return (built) => resources(built, 'AWS::ElasticLoadBalancingV2::LoadBalancer').forEach((balancer) => {
    const { loadBalancerAttributes } = balancer as unknown as { loadBalancerAttributes: unknown };
    const attributes = built.stack.resolve(loadBalancerAttributes) as { key: string; value: string }[];
    const index = attributes.findIndex((candidate) => candidate.key === key);
    balancer.addPropertyOverride(`LoadBalancerAttributes.${index}.Value`, value);
  });
}

/** Let the web tier past the application, to the port of a store or of its proxy. */
export function shortcut({ stack, construct }: Built): void {
  const { securityGroup, port } = construct as unknown as { securityGroup: ec2.ISecurityGroup; port: number };
  const network = stack.node.findChild('Network') as unknown as { webSecurityGroup: ec2.ISecurityGroup };
  new ec2.CfnSecurityGroupIngress(stack, 'Shortcut', {
    groupId: securityGroup.securityGroupId,
    sourceSecurityGroupId: network.webSecurityGroup.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    description: 'the load balancer asks the database itself',
  });
}

/** The key policy as it was, without the statements that admit services. */
export function withoutPublishers(built: Built): void {
  for (const key of resources(built, 'AWS::KMS::Key')) {
    const { Statement } = built.stack.resolve((key as kms.CfnKey).keyPolicy) as { Statement: { Principal: { Service?: unknown } }[] };
    key.addPropertyOverride('KeyPolicy.Statement', Statement.filter(({ Principal }) => Principal.Service === undefined));
  }
}

/** Topic policies as they were, without the statements that deny. */
export function withoutDenials(built: Built): void {
  for (const policy of resources(built, 'AWS::SNS::TopicPolicy')) {
    const { Statement } = built.stack.resolve((policy as sns.CfnTopicPolicy).policyDocument) as { Statement: { Effect: string }[] };
    policy.addPropertyOverride('PolicyDocument.Statement', Statement.filter(({ Effect }) => Effect !== 'Deny'));
  }
}
