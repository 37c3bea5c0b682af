import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { ITieredNetwork, StoreAccess, Tier } from './network';
import { admitStore, checkAdmission, checkPort, checkWebSources, DEFAULT_APP_PORT, HTTPS, StorePorts, tierGroups } from './tier-security-groups';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';

/** Properties of `TieredNetwork.fromVpc`. */
export interface ExistingNetworkProps {
  /** The VPC: imported, looked up, or made in the app. It is not changed. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets of the load balancers.
   *
   * @default - the public subnets
   */
  readonly web?: ec2.SubnetSelection;

  /**
   * Subnets of the application, which must not be public.
   *
   * @default - the private subnets with egress; a VPC without any needs an explicit selection
   */
  readonly app?: ec2.SubnetSelection;

  /**
   * Subnets of the data stores, which must be isolated: without a route to the internet, not even
   * through a NAT gateway.
   *
   * For an imported VPC this is what its importer says: subnets listed as `isolatedSubnetIds`.
   *
   * @default - the isolated subnets
   */
  readonly data?: ec2.SubnetSelection;

  /**
   * TCP port on which the application listens, 1 to 65535.
   *
   * @default 80
   */
  readonly appPort?: number;

  /**
   * Who may connect to the web tier, on port 443.
   *
   * @default - any IPv4 address
   */
  readonly webSources?: ec2.IPeer[];

  /**
   * Where the application may connect on port 443, besides the web tier's replies and the stores: the
   * security group of the endpoints, prefix lists, address ranges. Groups given here are not changed:
   * their owner admits the application.
   *
   * @default - any IPv4 address, since which endpoints an existing VPC has is not known
   */
  readonly appDestinations?: ec2.IPeer[];
}

/** Three tiers in a VPC that somebody else made. */
export class ExistingNetwork extends Construct implements ITieredNetwork {
  public readonly vpc: ec2.IVpc;
  public readonly webSecurityGroup: ec2.ISecurityGroup;
  public readonly appSecurityGroup: ec2.ISecurityGroup;
  public readonly appPort: number;
  private readonly tiers: Record<Tier, ec2.ISubnet[]>;

  public constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    const problems = new PropProblems('TieredNetwork.fromVpc', scope, id);
    checkPort('appPort', props.appPort, 'pass the port of the application, or leave it out for 80', problems);
    checkWebSources(props.webSources, problems);
    const tiers = tiersOf(props, problems);
    const hardening = new Hardening({
      construct: 'TieredNetwork.fromVpc',
      safeguards: [Safeguard.PRIVATE_NETWORK, Safeguard.TIERED_ACCESS],
    }, problems);
    problems.throwIfAny();

    super(scope, id);
    this.vpc = props.vpc;
    this.tiers = tiers;
    this.appPort = props.appPort ?? DEFAULT_APP_PORT;
    const groups = tierGroups(this, { vpc: props.vpc, appPort: this.appPort, webSources: props.webSources });
    this.webSecurityGroup = groups.webSecurityGroup;
    this.appSecurityGroup = groups.appSecurityGroup;
    for (const destination of props.appDestinations ?? [ec2.Peer.anyIpv4()]) {
      this.appSecurityGroup.addEgressRule(destination, ec2.Port.tcp(HTTPS), 'HTTPS to AWS services');
    }
    hardening.recordOn(this);
  }

  public subnets(tier: Tier): ec2.ISubnet[] {
    return [...this.tiers[tier]];
  }

  public createStoreSecurityGroup(store: Construct, port: number, access?: StoreAccess): ec2.SecurityGroup {
    return admitStore({ network: this }, store, port, access);
  }

  /** @internal */
  public _checkAdmission(scope: Construct, ports: StorePorts, problems: PropProblems): void {
    checkAdmission({ network: this }, scope, ports, problems);
  }
}

/** The id of every VPC that a lookup has not found yet: the CDK synthesizes once with a placeholder, whose subnets mean nothing. */
const PLACEHOLDER_VPC = 'vpc-12345';

function tiersOf(props: ExistingNetworkProps, problems: PropProblems): Record<Tier, ec2.ISubnet[]> {
  const { vpc } = props;
  const tiers: Record<Tier, ec2.ISubnet[]> = {
    [Tier.WEB]: select('web', vpc, props.web, { type: ec2.SubnetType.PUBLIC, from: vpc.publicSubnets }, problems),
    [Tier.APP]: select('app', vpc, props.app, { type: ec2.SubnetType.PRIVATE_WITH_EGRESS, from: vpc.privateSubnets }, problems),
    [Tier.DATA]: select('data', vpc, props.data, { type: ec2.SubnetType.PRIVATE_ISOLATED, from: vpc.isolatedSubnets }, problems),
  };
  if (known(vpc.vpcId) !== PLACEHOLDER_VPC) {
    checkPlacement(vpc, tiers, problems);
    checkOverlap(tiers, problems);
  }
  return tiers;
}

/** The subnets that are taken when nothing is selected. */
interface DefaultSubnets {
  readonly type: ec2.SubnetType;
  readonly from: ec2.ISubnet[];
}

function select(
  name: string, vpc: ec2.IVpc, selection: ec2.SubnetSelection | undefined, fallback: DefaultSubnets, problems: PropProblems,
): ec2.ISubnet[] {
  if (selection === undefined) {
    problems.when(fallback.from.length === 0 && known(vpc.vpcId) !== PLACEHOLDER_VPC, 'TIER_WITHOUT_SUBNETS',
      () => `\`${name}\` is not given and the VPC has no subnets of type ${fallback.type}, which it stands for; ${WAYS_OUT[name]}`);
    return fallback.from;
  }
  try {
    const { subnets } = vpc.selectSubnets(selection);
    problems.when(subnets.length === 0 && known(vpc.vpcId) !== PLACEHOLDER_VPC, 'TIER_WITHOUT_SUBNETS',
      () => `\`${name}\` selects no subnets; ${WAYS_OUT[name]}`);
    return subnets;
  } catch (error) {
    problems.add('TIER_WITHOUT_SUBNETS', `\`${name}\` cannot be selected (${(error as Error).message}); ${WAYS_OUT[name]}`);
    return [];
  }
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  web: 'select the subnets of the load balancers',
  app: 'select the subnets of the application',
  data: 'add isolated subnets to the VPC, or list them as isolated where it is imported',
};

function checkPlacement(vpc: ec2.IVpc, tiers: Record<Tier, ec2.ISubnet[]>, problems: PropProblems): void {
  const publicSubnets = new Set(vpc.publicSubnets.map(keyOf));
  const isolatedSubnets = new Set(vpc.isolatedSubnets.map(keyOf));
  const exposedApp = tiers[Tier.APP].filter((subnet) => publicSubnets.has(keyOf(subnet)));
  problems.when(exposedApp.length > 0, 'APP_SUBNETS_PUBLIC',
    () => `\`app\` holds public subnets (${namesOf(exposedApp)}), but only the web tier is reached from the internet; select private or isolated subnets`);
  const exposedData = tiers[Tier.DATA].filter((subnet) => publicSubnets.has(keyOf(subnet)));
  problems.when(exposedData.length > 0, 'DATA_SUBNETS_PUBLIC',
    () => `\`data\` holds public subnets (${namesOf(exposedData)}), but data stores must not have a route to the internet; select isolated subnets`);
  const routed = tiers[Tier.DATA].filter((subnet) => !publicSubnets.has(keyOf(subnet)) && !isolatedSubnets.has(keyOf(subnet)));
  problems.when(routed.length > 0, 'DATA_SUBNETS_NOT_ISOLATED',
    () => `\`data\` holds subnets that the VPC does not list as isolated (${namesOf(routed)}), so that they may have a route to the internet; `
      + 'select isolated subnets, or list these as isolated where the VPC is imported');
}

function checkOverlap(tiers: Record<Tier, ec2.ISubnet[]>, problems: PropProblems): void {
  for (const [one, other] of [[Tier.WEB, Tier.APP], [Tier.WEB, Tier.DATA], [Tier.APP, Tier.DATA]]) {
    const keys = new Set(tiers[one].map(keyOf));
    const shared = tiers[other].filter((subnet) => keys.has(keyOf(subnet)));
    problems.when(shared.length > 0, 'TIERS_OVERLAP',
      () => `\`${one}\` and \`${other}\` share subnets (${namesOf(shared)}), but a subnet belongs to one tier; select separate subnets`);
  }
}

/** Equal for the same subnet, also when it was imported twice; tokens of the same reference are equal texts. */
function keyOf(subnet: ec2.ISubnet): string {
  return subnet.subnetId;
}

function namesOf(subnets: ec2.ISubnet[]): string {
  return subnets.map((subnet) => known(subnet.subnetId) ?? subnet.node.path).join(', ');
}
