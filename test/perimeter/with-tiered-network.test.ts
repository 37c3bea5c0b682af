import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { certificate } from './fixture';
import { Tier } from '../../src/foundation/network/network';
import { TieredNetwork } from '../../src/foundation/network/tiered-network';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';

function fargateService(stack: Stack, network: TieredNetwork): ecs.FargateService {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('shop'), portMappings: [{ containerPort: network.appPort }] });
  return new ecs.FargateService(stack, 'Service', {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc: network.vpc }),
    taskDefinition,
    securityGroups: [network.appSecurityGroup],
    vpcSubnets: { subnets: network.subnets(Tier.APP) },
  });
}

/** The rules of all security groups of a stack, however they are written. */
function rulesOf(stack: Stack): number {
  const template = Template.fromStack(stack);
  const separate = ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'].flatMap((type) => Object.keys(template.findResources(type)));
  const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup'))
    .flatMap(({ Properties }) => [...Properties.SecurityGroupIngress ?? [], ...Properties.SecurityGroupEgress ?? []]);
  return separate.length + inline.length;
}

describe('load balancer and Fargate service in another stack than the tiered network', () => {
  const bare = new Stack(new App(), 'Base');
  new TieredNetwork(bare, 'Network');

  const app = new App();
  const base = new Stack(app, 'Base');
  const network = new TieredNetwork(base, 'Network');
  const shop = new Stack(app, 'Shop');
  const service = fargateService(shop, network);
  new WafProtectedAlb(shop, 'Edge', { network, certificates: [certificate()] }).addAppTargets('App', { targets: [service] });
  app.synth();

  test('leave the network without a dependency on them', () => {
    expect([base.dependencies, shop.dependencies]).toEqual([[], [base]]);
  });

  test('add no security group rule, since EC2 refuses duplicates', () => {
    expect(rulesOf(base)).toBe(rulesOf(bare));
    expect(rulesOf(shop)).toBe(0);
  });

  test('start the service after the rule that forwards to it', () => {
    const [{ DependsOn: dependencies }] = Object.values(Template.fromStack(shop).findResources('AWS::ECS::Service'));
    expect(dependencies).toContain(Object.keys(Template.fromStack(shop).findResources('AWS::ElasticLoadBalancingV2::ListenerRule'))[0]);
  });
});
