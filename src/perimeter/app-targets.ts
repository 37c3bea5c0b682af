import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { OriginLock } from './origin-lock';
import { PropProblems } from '../core/check-props';
import { isDeployTime, known } from '../core/known';
import { ITieredNetwork } from '../foundation/network/network';

/** Properties of `WafProtectedAlb.addAppTargets`. */
export interface AppTargetsProps {
  /**
   * What answers the requests on the network's `appPort`: an ECS service, an Auto Scaling group, IP addresses.
   * At least one. Instances and services belong into the network's app security group.
   */
  readonly targets: elbv2.IApplicationLoadBalancerTarget[];

  /**
   * How the load balancer talks to the targets. It does not verify their certificates, so self-signed ones will do.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration
   * @default - HTTPS when the network's `appPort` is 443, else HTTP
   */
  readonly protocol?: elbv2.ApplicationProtocol;

  /**
   * Which requests the targets get, such as `ListenerCondition.hostHeaders(['shop.example.com'])`. All others
   * get the answer 404. Up to five condition values in all. Needs a `priority`.
   *
   * @default - all requests
   */
  readonly conditions?: elbv2.ListenerCondition[];

  /**
   * When the conditions are asked, 1 (first) to 50000 (last). Unique on the listener.
   *
   * @default - 50000, for targets without conditions
   */
  readonly priority?: number;

  /**
   * The path that tells whether a target is healthy: it answers 200 when it is. Starts with `/`, at most 1024 characters.
   *
   * @default '/'
   */
  readonly healthCheckPath?: string;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
const PRIORITY = { min: 1, max: 50_000 };

/** Where targets are attached. */
interface Attachment {
  readonly network: ITieredNetwork;
  readonly originLock?: OriginLock;
  readonly scope: IConstruct;
  readonly id: string;

  /** Those that are taken. */
  readonly priorities: Set<number>;
}

/** Forward requests to the app tier by a listener rule, which leaves the 404 of the default action in place. */
export function forwardTo(
  listener: elbv2.ApplicationListener, { network, originLock, scope, id, priorities }: Attachment, props: AppTargetsProps,
): elbv2.ApplicationTargetGroup {
  const priority = props.priority ?? PRIORITY.max;
  const problems = new PropProblems('AppTargets', scope, id);
  check(props, problems);
  problems.when(priorities.has(priority), 'PRIORITY_REPEATED', () => (
    `\`priority\` is ${priority}${props.priority === undefined ? ' by default' : ''}, which other targets of the load balancer have; pass \`conditions\` and another priority`));
  problems.throwIfAny();
  priorities.add(priority);
  const https = props.protocol === undefined ? known(network.appPort) === 443 : props.protocol === elbv2.ApplicationProtocol.HTTPS;
  const group = listener.addTargets(id, {
    port: network.appPort,
    protocol: https ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
    targets: props.targets,
    conditions: [...props.conditions ?? [elbv2.ListenerCondition.pathPatterns(['/*'])], ...originLock ? [originLock._condition()] : []],
    priority,
    healthCheck: { path: props.healthCheckPath ?? '/', protocol: https ? elbv2.Protocol.HTTPS : elbv2.Protocol.HTTP },
  });
  // a load balancer balances across zones and cannot be told otherwise, its target groups can
  group.setAttribute('load_balancing.cross_zone.enabled', 'true');
  return group;
}

function check(props: AppTargetsProps, problems: PropProblems): void {
  problems.mustBeKnown('targets', props.targets, 'TARGETS_UNKNOWN', 'pass a plain list');
  problems.when(!isDeployTime(props.targets) && props.targets.length === 0, 'TARGETS_MISSING',
    () => '`targets` is empty, at least one target is needed; pass the service or the instances of the app tier');
  problems.when(props.conditions?.length === 0, 'CONDITIONS_EMPTY',
    () => '`conditions` is empty, at least one condition is needed; leave it out to forward all requests');
  problems.when((props.conditions?.length ?? 0) > 0 && props.priority === undefined, 'PRIORITY_MISSING',
    () => `\`conditions\` is given without \`priority\`, a whole number from ${PRIORITY.min} to ${PRIORITY.max} is needed; pass one that no other rule of the listener has`);
  problems.wholeNumber('priority', props.priority, { code: 'PRIORITY_OUT_OF_RANGE', ...PRIORITY, instead: 'pass one that no other rule of the listener has' });
  problems.text('healthCheckPath', props.healthCheckPath, {
    code: 'HEALTH_CHECK_PATH_INVALID',
    pattern: /^\/\S{0,1023}$/,
    allowed: '1 to 1024 characters without spaces, starting with a slash',
    instead: 'pass the path of a cheap page, such as /health',
  });
}
