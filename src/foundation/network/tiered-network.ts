import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { PropProblems, quoted } from '../../core/check-props';
import { HardeningError, subjectOf } from '../../core/errors';
import { Hardening } from '../../core/hardening';
import { Safeguard } from '../../core/safeguard';
import { DataKey } from '../data-key';
import { connectGroups } from './connect-groups';
import { DataTierAcl } from './data-tier-acl';
import { hardenDefaultGroupHelper } from './default-security-group';
import { ExistingNetwork, ExistingNetworkProps } from './existing-network';
import { recordTraffic } from './flow-logs';
import { ITieredNetwork, StoreAccess, Tier } from './network';
import { PrivateEndpoint } from './private-endpoint';
import { admitStore, checkAdmission, closedGroup, DEFAULT_APP_PORT, HTTPS, StorePorts, TierGroups, tierGroups } from './tier-security-groups';
import { ACL_RULES, checkNetwork, hardeningFor, TieredNetworkProps } from './tiered-network-props';
import { SUBNET_GROUPS, tieredVpc } from './tiered-vpc';

/**
 * A VPC in three tiers, and the security groups that chain them.
 *
 * - Web: public subnets for load balancers; instances get no public address by themselves.
 * - App: isolated subnets, which reach AWS through endpoints; with NAT gateways, private subnets.
 * - Data: isolated subnets behind a network ACL that admits TCP from the app subnets on the ports of the
 *   admitted stores, and their replies.
 * - All traffic is recorded in an encrypted log group, and the default security group is emptied.
 *
 * ### What this does not do
 *
 * - The network ACL does not see traffic inside one subnet, nor DNS and instance metadata, and it refuses ICMP.
 * - It refuses traffic between data subnets until a store lies behind a proxy. From then on it admits all TCP
 *   from port 1024 between them, since the replies need it; the security groups alone tell who talks to whom there.
 * - Without the prefix lists of S3 and DynamoDB the application group opens port 443 to any IPv4 address;
 *   what it reaches is limited by the routes of its subnets. See `PrivateEndpoint.s3`.
 * - The default security group is emptied when the VPC is created. A rule that is added by hand later stays.
 * - In China, endpoint names depend on the region: give the stack a fixed one.
 */
export class TieredNetwork extends Construct implements ITieredNetwork {
  /**
   * The tiers of a VPC that exists already. Only security groups and their rules are created: network
   * ACL, flow logs, default security group and endpoints stay the business of the VPC's owner.
   *
   * Throws `TIER_WITHOUT_SUBNETS`, `APP_SUBNETS_PUBLIC`, `DATA_SUBNETS_PUBLIC`,
   * `DATA_SUBNETS_NOT_ISOLATED`, `TIERS_OVERLAP`, `APP_PORT_INVALID`, `WEB_SOURCES_EMPTY`.
   */
  public static fromVpc(scope: Construct, id: string, props: ExistingNetworkProps): ITieredNetwork {
    return new ExistingNetwork(scope, id, props);
  }

  /** The VPC: an `ec2.Vpc`. */
  public readonly vpc: ec2.IVpc;
  public readonly webSecurityGroup: ec2.ISecurityGroup;
  public readonly appSecurityGroup: ec2.ISecurityGroup;
  public readonly appPort: number;

  /** Group of the interface endpoints: admits 443 from the application. Absent when there are none. */
  public readonly endpointSecurityGroup?: ec2.ISecurityGroup;

  /** The network ACL of the data subnets; absent when waived. */
  public readonly networkAcl?: ec2.NetworkAcl;

  /** The record of all traffic; absent when waived. */
  public readonly flowLog?: ec2.FlowLog;

  /** The key of the logs; absent when there are none. */
  public readonly key?: kms.IKey;

  private readonly acl?: DataTierAcl;
  private readonly endpoints = new Map<string, ec2.VpcEndpoint>();

  /**
   * Throws `CIDR_INVALID`, `CIDR_WITHOUT_ROOM`, `MAX_AZS_OUT_OF_RANGE`, `MAX_AZS_UNKNOWN`, `NAT_GATEWAYS_OUT_OF_RANGE`,
   * `NAT_GATEWAYS_UNKNOWN`, `APP_PORT_INVALID`, `WEB_SOURCES_EMPTY`, `ENDPOINTS_EMPTY`,
   * `ENDPOINT_REPEATED`, `ENDPOINTS_WAIVED`, `NETWORK_ACL_RULES_OUT_OF_RANGE`,
   * `NETWORK_ACL_RULES_UNKNOWN`, and the `WAIVER_` codes.
   */
  public constructor(scope: Construct, id: string, props: TieredNetworkProps = {}) {
    const problems = new PropProblems('TieredNetwork', scope, id);
    const hardening = hardeningFor(props, problems);
    checkNetwork(props, hardening, problems);
    problems.throwIfAny();

    super(scope, id);
    const closesDefaultGroup = hardening.keeps(Safeguard.CLOSED_DEFAULT_SECURITY_GROUP);
    this.vpc = tieredVpc(this, { ipAddresses: props.ipAddresses, maxAzs: props.maxAzs, natGateways: props.natGateways, closesDefaultGroup });
    this.appPort = props.appPort ?? DEFAULT_APP_PORT;
    const groups = tierGroups(this, { vpc: this.vpc, appPort: this.appPort, webSources: props.webSources });
    this.webSecurityGroup = groups.webSecurityGroup;
    this.appSecurityGroup = groups.appSecurityGroup;
    if (hardening.keeps(Safeguard.NETWORK_ACL)) {
      this.acl = new DataTierAcl(this, {
        vpc: this.vpc,
        dataSubnets: this.subnets(Tier.DATA),
        appSubnets: this.subnets(Tier.APP),
        quota: props.networkAclRules ?? ACL_RULES.min,
      });
      this.networkAcl = this.acl.networkAcl;
    }
    this.endpointSecurityGroup = this.openWays(groups, props, hardening);
    if (closesDefaultGroup || hardening.keeps(Safeguard.FLOW_LOGS)) {
      const classification = hardening.classification;
      const key = props.encryptionKey ?? new DataKey(this, 'Key', { classification, description: 'Logs of the network' }).key;
      this.key = key;
      this.flowLog = hardening.keeps(Safeguard.FLOW_LOGS) ? recordTraffic(this, this.vpc, { key, classification }) : undefined;
      if (closesDefaultGroup) {
        hardenDefaultGroupHelper(this.vpc, { key, classification });
      }
    }
    hardening.recordOn(this);
  }

  /** The subnets of a tier. */
  public subnets(tier: Tier): ec2.ISubnet[] {
    return this.vpc.selectSubnets({ subnetGroupName: SUBNET_GROUPS[tier] }).subnets;
  }

  /**
   * The endpoint of a service, to add statements to its policy.
   *
   * Throws `ENDPOINT_MISSING` when the network has none for the service.
   *
   * @param serviceName the service as AWS abbreviates it: `s3`, `ecr.dkr`
   */
  public endpoint(serviceName: string): ec2.VpcEndpoint {
    const found = this.endpoints.get(serviceName);
    if (!found) {
      throw new HardeningError(subjectOf('VpcEndpoint', this, serviceName), [{
        code: 'ENDPOINT_MISSING',
        message: `the network has no endpoint for ${quoted(serviceName)}, it has ${[...this.endpoints.keys()].join(', ') || 'none'}; add it to \`endpoints\``,
      }]);
    }
    return found;
  }

  /**
   * Create the security group of a data store: no egress, and ingress on one port from the app tier, or from
   * the proxy that it lies behind; the network ACL admits the port too.
   *
   * Throws `STORE_PORT_INVALID`, `STORE_PORT_UNKNOWN`, `STORE_ADMITTED_TWICE`, `NETWORK_IN_OTHER_STAGE`,
   * `STORE_PORT_BELOW_PROXY_RANGE`, `NETWORK_ACL_FULL`, `NETWORK_ACL_RULE_TAKEN`.
   */
  public createStoreSecurityGroup(store: Construct, port: number, access?: StoreAccess): ec2.SecurityGroup {
    return admitStore({ network: this, acl: this.acl }, store, port, access);
  }

  /** @internal */
  public _checkAdmission(scope: Construct, ports: StorePorts, problems: PropProblems): void {
    checkAdmission({ network: this, acl: this.acl }, scope, ports, problems);
  }

  /**
   * Let a group of the data tier reach the interface endpoints of the app tier, for a store that loads data by itself.
   *
   * The rules between the groups are resources of the store's stack.
   *
   * @internal
   */
  public _admitToEndpoints(store: Construct, from: ec2.ISecurityGroup): void {
    const problems = new PropProblems('Way to the endpoints', store, 'Endpoints');
    this.acl?.checkEndpoints(problems);
    problems.throwIfAny();
    this.acl?.admitEndpoints();
    connectGroups(store, 'ToEndpoints', { from, to: this.endpointSecurityGroup!, port: HTTPS, description: 'Data store to VPC endpoints' });
  }

  /** The ways out of the app tier: endpoints, and the internet where there are NAT gateways. */
  private openWays({ appSecurityGroup }: TierGroups, props: TieredNetworkProps, hardening: Hardening): ec2.ISecurityGroup | undefined {
    if ((props.natGateways ?? 0) > 0) {
      appSecurityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(HTTPS), 'HTTPS through the NAT gateways');
    }
    if (!hardening.keeps(Safeguard.PRIVATE_ENDPOINTS)) {
      return undefined;
    }
    let group: ec2.SecurityGroup | undefined;
    const endpointSecurityGroup = () => {
      if (!group) {
        group = closedGroup(this, 'EndpointSecurityGroup', this.vpc, 'VPC endpoints, reached from the app tier only');
        appSecurityGroup.connections.allowTo(group, ec2.Port.tcp(HTTPS), 'App tier to VPC endpoints');
      }
      return group;
    };
    const place = { scope: this, vpc: this.vpc, subnets: this.subnets(Tier.APP), endpointSecurityGroup, appSecurityGroup };
    for (const endpoint of props.endpoints ?? PrivateEndpoint.needed()) {
      this.endpoints.set(endpoint.serviceName, endpoint._create(place));
    }
    return group;
  }
}
