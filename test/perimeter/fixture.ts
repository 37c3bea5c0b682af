import { App, Environment, Stack } from 'aws-cdk-lib';
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
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: zones,
      natGateways: 0,
      subnetConfiguration: [{ name: 'web', subnetType: ec2.SubnetType.PUBLIC }, { name: 'app', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
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

/** The attributes of the only load balancer in a stack. */
export function attributesOf(stack: Stack): { [key: string]: unknown } {
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'));
  const attributes: { Key: string; Value: unknown }[] = Properties.LoadBalancerAttributes;
  return Object.fromEntries(attributes.map(({ Key, Value }) => [Key, Value]));
}
