import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IpTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { certificate, partOf, SmallNetwork } from './fixture';
import { AppTargetsProps } from '../../src/perimeter/app-targets';
import { WafProtectedAlb } from '../../src/perimeter/waf-protected-alb';
import { thrown } from '../support/thrown';

/** A service in the app security group, as ECS attaches it. */
class Service implements elbv2.IApplicationLoadBalancerTarget {
  public constructor(private readonly network: SmallNetwork) {}

  public attachToApplicationTargetGroup(group: elbv2.IApplicationTargetGroup): elbv2.LoadBalancerTargetProps {
    group.registerConnectable(this.network.appSecurityGroup, ec2.Port.tcp(this.network.appPort));
    return { targetType: elbv2.TargetType.IP };
  }
}

function edgeWith(props: Partial<AppTargetsProps>, appPort = 80) {
  const stack = new Stack(new App(), 'Shop');
  const network = new SmallNetwork(stack, 'Network', appPort);
  const alb = new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()] });
  const group = alb.addAppTargets('App', { targets: [new IpTarget('10.0.0.7')], ...props });
  return { stack, alb, group, network, template: partOf(stack, 'AWS::') };
}

describe('addAppTargets', () => {
  test('forwards all requests by the last rule and leaves the 404 in place', () => {
    const { template, stack, group } = edgeWith({});
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 50_000,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: stack.resolve(group.targetGroupArn) }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [Match.objectLike({ Type: 'fixed-response' })] });
  });

  test('sends HTTP to the port of the app tier', () => {
    edgeWith({}, 8080).template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8080, Protocol: 'HTTP', HealthCheckProtocol: 'HTTP', HealthCheckPath: '/', TargetType: 'ip', Targets: [{ Id: '10.0.0.7' }],
    });
  });

  test('sends HTTPS to port 443', () => {
    edgeWith({}, 443).template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 443, Protocol: 'HTTPS', HealthCheckProtocol: 'HTTPS' });
  });

  test.each([elbv2.ApplicationProtocol.HTTP, elbv2.ApplicationProtocol.HTTPS])('sends %s when asked', (protocol) => {
    edgeWith({ protocol }, 8443).template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Port: 8443, Protocol: protocol, HealthCheckProtocol: protocol,
    });
  });

  test('refuses a priority that other targets have, given or by default', () => {
    const { alb } = edgeWith({});
    const again = (props: Partial<AppTargetsProps>) => thrown(() => alb.addAppTargets('Again', { targets: [new IpTarget('10.0.0.8')], ...props }));
    const one = (text: string) => `AppTargets 'Shop/Edge/Again' cannot be created, 1 problem:\n  PRIORITY_REPEATED: ${text}, which other targets of the load balancer have; `
      + 'pass `conditions` and another priority';
    expect(again({})).toBe(one('`priority` is 50000 by default'));
    expect(again({ conditions: [elbv2.ListenerCondition.pathPatterns(['/api/*'])], priority: 50_000 })).toBe(one('`priority` is 50000'));
  });

  test('forwards what the conditions say', () => {
    const { template } = edgeWith({ conditions: [elbv2.ListenerCondition.hostHeaders(['shop.example.com'])], priority: 1 });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 1, Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['shop.example.com'] } }],
    });
  });

  test('asks the given path for health', () => {
    edgeWith({ healthCheckPath: '/health' }).template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckPath: '/health' });
  });

  test('adds no security group rule that the network has', () => {
    const stack = new Stack(new App(), 'Shop');
    const network = new SmallNetwork(stack, 'Network');
    const alb = new WafProtectedAlb(stack, 'Edge', { network, certificates: [certificate()] });
    alb.addAppTargets('App', { targets: [new Service(network)] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });
});

describe('bad targets', () => {
  function messageFor(props: Partial<AppTargetsProps>): string {
    return thrown(() => edgeWith(props));
  }

  function one(text: string): string {
    return `AppTargets 'Shop/Edge/App' cannot be created, 1 problem:\n  ${text}`;
  }

  test('none', () => {
    expect(messageFor({ targets: [] })).toBe(one(
      'TARGETS_MISSING: `targets` is empty, at least one target is needed; pass the service or the instances of the app tier'));
  });

  test('a list that is only known at deployment', () => {
    const targets = Lazy.any({ produce: () => [] }) as unknown as elbv2.IApplicationLoadBalancerTarget[];
    expect(messageFor({ targets })).toBe(one(
      'TARGETS_UNKNOWN: `targets` is only known at deployment (a token), but it decides what is built; pass a plain list'));
  });

  test('no conditions in a list of conditions', () => {
    expect(messageFor({ conditions: [] })).toBe(one(
      'CONDITIONS_EMPTY: `conditions` is empty, at least one condition is needed; leave it out to forward all requests'));
  });

  test('conditions without a priority', () => {
    expect(messageFor({ conditions: [elbv2.ListenerCondition.pathPatterns(['/api/*'])] })).toBe(one(
      'PRIORITY_MISSING: `conditions` is given without `priority`, a whole number from 1 to 50000 is needed; pass one that no other rule of the listener has'));
  });

  test.each([-1, 0, 50_001, 1.5])('a priority of %d', (priority) => {
    expect(messageFor({ priority })).toBe(one(
      `PRIORITY_OUT_OF_RANGE: \`priority\` is ${priority}, a whole number from 1 to 50000 is allowed; pass one that no other rule of the listener has`));
  });

  test.each(['', 'health', '/two words'])('the health check path %j', (healthCheckPath) => {
    expect(messageFor({ healthCheckPath })).toBe(one(
      `HEALTH_CHECK_PATH_INVALID: \`healthCheckPath\` is '${healthCheckPath}', allowed are 1 to 1024 characters without spaces, starting with a slash; `
      + 'pass the path of a cheap page, such as /health'));
  });
});
