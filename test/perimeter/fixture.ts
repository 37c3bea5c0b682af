import { App, CfnResource, Environment, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ITieredNetwork, Tier } from '../../src/foundation/network/network';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { WafProtectedAlbProps } from '../../src/perimeter/waf-protected-alb-props';

export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
export const WEB_ACL = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

/** The least network that a load balancer needs. */
export class SmallNetwork extends Construct implements ITieredNetwork {
  public readonly vpc: ec2.IVpc;
  public readonly webSecurityGroup: ec2.SecurityGroup;
  public readonly appSecurityGroup: ec2.SecurityGroup;

  public constructor(scope: Construct, id: string, public readonly appPort = 80, zones = 2) {
    super(scope, id);
    // a VPC that exists adds nothing to the template, which makes a synth a third faster
    const ids = (tier: string) => Array.from({ length: zones }, (_, zone) => `subnet-${tier}${zone + 1}`);
    this.vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-shop',
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: Array.from({ length: zones }, (_, zone) => `eu-west-1${'abc'[zone]}`),
      publicSubnetIds: ids('web'),
      isolatedSubnetIds: ids('app'),
    });
    this.webSecurityGroup = this.group('Web');
    this.appSecurityGroup = this.group('App');
    this.webSecurityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'HTTPS');
    this.webSecurityGroup.connections.allowTo(this.appSecurityGroup, ec2.Port.tcp(appPort), 'web to app');
  }

  public subnets(tier: Tier): ec2.ISubnet[] {
    return tier === Tier.WEB ? this.vpc.publicSubnets : this.vpc.isolatedSubnets;
  }

  public createStoreSecurityGroup(store: Construct): ec2.SecurityGroup {
    return new ec2.SecurityGroup(store, 'SecurityGroup', { vpc: this.vpc });
  }

  private group(tier: string): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, `${tier}SecurityGroup`, { vpc: this.vpc, allowAllOutbound: false, description: `${tier} tier` });
  }
}

export interface Fixture {
  readonly app: App;
  readonly stack: Stack;
  readonly alb: WafProtectedAlb;
}

/** A stack with a small network and a load balancer. */
export function edge(props: Partial<WafProtectedAlbProps> = {}, env?: Environment): Fixture {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env });
  const alb = new WafProtectedAlb(stack, 'Edge', { network: new SmallNetwork(stack, 'Network'), certificates: [certificate()], ...props });
  return { app, stack, alb };
}

/** Props that a test does not care about. */
export function anyProps(stack: Stack): WafProtectedAlbProps {
  return { network: new SmallNetwork(stack, 'Network'), certificates: [certificate()] };
}

export function certificate(arn = CERTIFICATE): elbv2.IListenerCertificate {
  return elbv2.ListenerCertificate.fromArn(arn);
}

/** The resources of a stack whose type starts so, resolved as they stand: a synth of everything takes many times as long. */
export function partOf(stack: Stack, prefix: string): Template {
  const elements = stack.node.findAll().filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType.startsWith(prefix));
  const fragments = elements.map((element) => stack.resolve(element._toCloudFormation()) as { readonly Resources: object });
  return Template.fromJSON({ Resources: Object.assign({}, ...fragments.map(({ Resources }) => Resources)) as object });
}

/** The attributes of the only load balancer in a stack. */
export function attributesOf(stack: Stack): { [key: string]: unknown } {
  const type = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
  const [{ Properties }] = Object.values(partOf(stack, type).findResources(type));
  const attributes: { Key: string; Value: unknown }[] = Properties.LoadBalancerAttributes;
  return Object.fromEntries(attributes.map(({ Key, Value }) => [Key, Value]));
}
