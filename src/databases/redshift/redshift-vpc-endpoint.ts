import { Stack } from 'aws-cdk-lib';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';
import { physicalName } from '../../core/physical-name';
import { ITieredNetwork, Tier } from '../../foundation/network/network';

/** The longest name: https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateEndpointAccess.html */
const MAX_NAME = 30;

/** A cluster, as its clients reach it. */
interface ReachableCluster extends Construct {
  readonly cluster: redshift.CfnCluster;
  readonly port: number;
}

/** Open a way into a cluster from another network: an endpoint in the data tier there, which only the app tier there reaches. */
export function vpcEndpoint(cluster: ReachableCluster, id: string, network: ITieredNetwork): redshift.CfnEndpointAccess {
  checkPlace(cluster, id, network);
  const parent = new Construct(cluster, id);
  const securityGroup = network.createStoreSecurityGroup(parent, cluster.port);
  const subnetGroup = new redshift.CfnClusterSubnetGroup(parent, 'Subnets', {
    description: `Data tier of the clients of ${cluster.node.path}`,
    subnetIds: network.subnets(Tier.DATA).map(({ subnetId }) => subnetId),
  });
  return new redshift.CfnEndpointAccess(parent, 'Endpoint', {
    clusterIdentifier: cluster.cluster.ref,
    endpointName: physicalName(parent, MAX_NAME),
    subnetGroupName: subnetGroup.ref,
    vpcSecurityGroupIds: [securityGroup.securityGroupId],
  });
}

function checkPlace(cluster: Construct, id: string, network: ITieredNetwork): void {
  const problems = new PropProblems('VPC endpoint of', cluster, id);
  for (const what of ['region', 'account'] as const) {
    const [own, theirs] = [Stack.of(cluster), Stack.of(network.vpc)].map((stack) => known(stack[what]));
    problems.when(own !== undefined && theirs !== undefined && own !== theirs, 'ENDPOINT_ELSEWHERE',
      () => `the network is in ${what} ${theirs}, the cluster in ${own}; pass a network of the ${what} of the cluster`);
  }
  problems.throwIfAny();
}
