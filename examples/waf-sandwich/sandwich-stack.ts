import { Stack, StackProps } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { AddressBlocklist, AlertTopic, DatabaseWebAcl, ITieredNetwork, Tier, TieredNetwork, WafProtectedAlb } from 'cdk-hardened-databases';
import { Construct } from 'constructs';
import { InnerBalancer } from './inner-balancer';

/**
 * A fleet of firewalls of a vendor between two load balancers: internet → load balancer with AWS WAF → fleet → internal load balancer → app.
 *
 * Every hop speaks TLS, and each admits the hop before it alone.
 */
export class SandwichStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const network = new TieredNetwork(this, 'Network', { appPort: 443, natGateways: 2 });
    const certificate = acm.Certificate.fromCertificateArn(this, 'Certificate',
      `arn:aws:acm:${this.region}:${this.account}:certificate/11111111-2222-3333-4444-555555555555`);
    const alerts = new AlertTopic(this, 'Alerts', { emails: ['edge-team@example.com'] }).topic;
    const blocklist = new AddressBlocklist(this, 'Blocklist', {
      network, alerts, neverBlock: ['192.0.2.0/24'], honeypots: ['/wp-login.php', '/.env'],
    });
    const webAcl = new DatabaseWebAcl(this, 'Firewall', { alerts, rules: [blocklist.rule(), blocklist.honeypotRule(), ...DatabaseWebAcl.baseline()] });
    const outer = new WafProtectedAlb(this, 'Outer', { network, certificates: [certificate], webAcl, alerts });
    blocklist.learnFromFirewall(webAcl.logGroup!);
    blocklist.learnFromAccessLogs(outer.logBucket!);

    const fleet = this.fleet(network);
    outer.addAppTargets('Fleet', { targets: [fleet], healthCheckPath: '/health' });
    new InnerBalancer(this, 'Inner', { network, certificate, fleet, logBucket: outer.logBucket! });
  }

  /** Three firewalls in as many zones as the network has; more when they work hard. */
  private fleet(network: ITieredNetwork): autoscaling.AutoScalingGroup {
    const group = new ec2.SecurityGroup(this, 'FleetGroup', { vpc: network.vpc, description: 'Firewall fleet', allowAllOutbound: false });
    const template = new ec2.LaunchTemplate(this, 'FleetTemplate', {
      // the image of the vendor, which reads its rules from the place that the user data names
      machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0123456789abcdef0' }),
      instanceType: new ec2.InstanceType('c7g.large'),
      securityGroup: group,
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      blockDevices: [{ deviceName: '/dev/xvda', volume: { ebsDevice: { volumeSize: 20, encrypted: true } } }],
    });
    const fleet = new autoscaling.AutoScalingGroup(this, 'Fleet', {
      vpc: network.vpc,
      vpcSubnets: { subnets: network.subnets(Tier.APP) },
      launchTemplate: template,
      minCapacity: 2,
      maxCapacity: 6,
      healthChecks: autoscaling.HealthChecks.withAdditionalChecks({ additionalTypes: [autoscaling.AdditionalHealthCheckType.ELB] }),
    });
    fleet.scaleOnCpuUtilization('Load', { targetUtilizationPercent: 50 });
    return fleet;
  }
}
