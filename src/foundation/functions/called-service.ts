import { PropProblems } from '../../core/check-props';
import { ITieredNetwork, Tier } from '../network/network';
import { TieredNetwork } from '../network/tiered-network';

/** A service of AWS that a function in the app tier calls. */
export interface CalledService {
  /** As VPC endpoints abbreviate it: `redshift-data`. */
  readonly name: string;

  /** What adds the endpoint. */
  readonly endpoint: string;
}

/** A service whose endpoint the CDK knows by a constant. */
export function calledService(name: string, constant: string): CalledService {
  return { name, endpoint: `PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.${constant})` };
}

/** A function in a network without a way to the service would wait until it is killed. */
export function checkWay(network: ITieredNetwork, { name, endpoint }: CalledService, problems: PropProblems): void {
  const isolated = new Set(network.vpc.isolatedSubnets.map((subnet) => subnet.node.path));
  const closed = network instanceof TieredNetwork && network.subnets(Tier.APP).every((subnet) => isolated.has(subnet.node.path));
  problems.when(closed && !hasEndpoint(network, name), 'ENDPOINT_MISSING',
    () => `the network has neither an endpoint for ${name} nor NAT gateways, so that the function could not call it; add ${endpoint} to its \`endpoints\``);
}

/** Whether a network of this library has the endpoint of a service. */
export function hasEndpoint(network: ITieredNetwork, name: string): boolean {
  const id = `${name.replace(/(^|-)([a-z])/g, (_match, _separator, first: string) => first.toUpperCase())}Endpoint`;
  return network.node.tryFindChild(id) !== undefined;
}
