import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ITieredNetwork, Tier } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface InnerBalancerProps {
  readonly network: ITieredNetwork;
  readonly certificate: acm.ICertificate;

  /** The only one that reaches it. */
  readonly fleet: ec2.IConnectable;
  readonly logBucket: s3.IBucket;
}

/** The lower slice of the sandwich: an internal load balancer between the fleet and the app. */
export class InnerBalancer extends Construct {
  public constructor(scope: Construct, id: string, { network, certificate, fleet, logBucket }: InnerBalancerProps) {
    super(scope, id);
    const group = new ec2.SecurityGroup(this, 'Group', { vpc: network.vpc, description: 'Inner load balancer', allowAllOutbound: false });
    group.connections.allowFrom(fleet, ec2.Port.tcp(443), 'Fleet to inner load balancer');
    group.connections.allowTo(network.appSecurityGroup, ec2.Port.tcp(network.appPort), 'Inner load balancer to app');
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'Balancer', {
      vpc: network.vpc,
      vpcSubnets: { subnets: network.subnets(Tier.APP) },
      securityGroup: group,
      internetFacing: false,
      deletionProtection: true,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: elbv2.DesyncMitigationMode.STRICTEST,
    });
    balancer.logAccessLogs(logBucket, 'inner');
    const listener = balancer.addListener('Listener', {
      port: 443, protocol: elbv2.ApplicationProtocol.HTTPS, certificates: [certificate], sslPolicy: elbv2.SslPolicy.TLS13_12_RES_PQ, open: false,
    });
    listener.addTargets('App', { port: network.appPort, protocol: elbv2.ApplicationProtocol.HTTPS, targets: [new InstanceIdTarget('i-0123456789abcdef0')] });
  }
}
