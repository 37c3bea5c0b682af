import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { aclRuleNumber } from './acl-rule-numbers';
import { PropProblems } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';

/** Where the network ACL of the data tier applies. */
export interface DataTierAclOptions {
  readonly vpc: ec2.IVpc;
  readonly dataSubnets: ec2.ISubnet[];

  /** The subnets that connections come from. */
  readonly appSubnets: ec2.ISubnet[];

  /** Rules per direction that the account may have in one ACL, with the default deny rule. */
  readonly quota: number;
}

const TCP = 6;

// Lambda functions, load balancers and Linux choose their side's port from different parts of this range:
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
const EPHEMERAL = { from: 1024, to: 65535 };
const RETURN_RULES_FROM = 100;

/** Below the places of all ports, which start at 100; six zones fit. */
const BETWEEN_DATA_RULES_FROM = 50;

/** Above those between data subnets, below the replies. */
const ENDPOINT_RULES_FROM = 60;
const HTTPS = { from: 443, to: 443 };

/** AWS counts the rule `*`, which denies what no other rule admits: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const DEFAULT_DENY = 1;

/**
 * The network ACL of the data subnets: admits TCP from the app subnets on the ports of the admitted
 * stores, and the replies. Everything else falls through to the default deny.
 *
 * A store behind a proxy is reached from the data subnets. A network ACL remembers no connections, so the
 * replies of the store need every port that the proxy may have connected from: between data subnets, the
 * port of the store and the range of the replies are one and the same range.
 */
export class DataTierAcl {
  public readonly networkAcl: ec2.NetworkAcl;
  private readonly ports: number[] = [];
  private betweenData = false;
  private toEndpoints = false;

  public constructor(scope: Construct, private readonly options: DataTierAclOptions) {
    this.networkAcl = new ec2.NetworkAcl(scope, 'DataNetworkAcl', {
      vpc: options.vpc,
      subnetSelection: { subnets: options.dataSubnets },
    });
  }

  /** Collect what speaks against admitting a port. */
  public check(port: number, problems: PropProblems): void {
    if (isDeployTime(port)) {
      problems.add('STORE_PORT_UNKNOWN',
        '`port` is only known at deployment (a token), but it numbers the rules of the network ACL; pass a number, or waive Safeguard.NETWORK_ACL on the network');
      return;
    }
    if (this.ports.includes(port)) {
      return;
    }
    const taken = this.ports.find((other) => aclRuleNumber(other, 0) === aclRuleNumber(port, 0));
    problems.when(taken !== undefined, 'NETWORK_ACL_RULE_TAKEN',
      () => `\`port\` is ${port}, whose rule numbers in the network ACL belong to port ${taken} of this network already; use a port next to it`);
    const ports = this.ports.length + 1;
    this.checkQuota(ports, this.betweenData, `\`port\` is ${port}, which makes ${ports} ports from ${this.options.appSubnets.length} app subnets`, problems);
  }

  /** Collect what speaks against a store behind a proxy, whose port may be `more` than those that are admitted. */
  public checkBehindProxy(port: number, problems: PropProblems, more = 0): void {
    problems.when((known(port) ?? EPHEMERAL.from) < EPHEMERAL.from, 'STORE_PORT_BELOW_PROXY_RANGE',
      () => `\`port\` is ${port}, but between data subnets the network ACL admits ${EPHEMERAL.from} to ${EPHEMERAL.to}; let a store behind a proxy listen in that range`);
    const ports = this.ports.length + more;
    this.checkQuota(ports, true,
      `a store behind a proxy adds ${this.options.dataSubnets.length} data subnets to ${ports} ports from ${this.options.appSubnets.length} app subnets`, problems);
  }

  /** Whether a port is admitted already. */
  public admits(port: number): boolean {
    return this.ports.includes(port);
  }

  /** Collect what speaks against a way from the data subnets to the endpoints in the app subnets. */
  public checkEndpoints(problems: PropProblems): void {
    this.checkQuota(this.ports.length, this.betweenData, `a way to the endpoints adds ${this.options.appSubnets.length} app subnets`, problems, true);
  }

  private checkQuota(ports: number, betweenData: boolean, cause: string, problems: PropProblems, toEndpoints = this.toEndpoints): void {
    const { appSubnets, dataSubnets } = this.options;
    const rules = (ports + (toEndpoints ? 1 : 0)) * appSubnets.length + (betweenData ? dataSubnets.length : 0) + DEFAULT_DENY;
    problems.when(rules > this.options.quota, 'NETWORK_ACL_FULL',
      () => `${cause}: ${rules} rules in the network ACL, ${this.options.quota} are allowed; `
        + 'let stores share ports, use fewer zones, or raise the quota of the account and pass `networkAclRules`');
  }

  /** Admit connections and replies between the data subnets, in both directions. */
  public admitBehindProxy(): void {
    if (this.betweenData) {
      return;
    }
    this.betweenData = true;
    this.options.dataSubnets.forEach(({ ipv4CidrBlock: cidrBlock }, zone) => {
      const rule = { ruleNumber: BETWEEN_DATA_RULES_FROM + zone, cidrBlock, portRange: EPHEMERAL };
      this.entry(`FromData${zone + 1}`, { ...rule, egress: false });
      this.entry(`ToData${zone + 1}`, { ...rule, egress: true });
    });
  }

  /**
   * Admit HTTPS from the data subnets to the endpoints in the app subnets, and the replies.
   *
   * A network ACL remembers no connections: the replies need every port that a store may have connected from.
   */
  public admitEndpoints(): void {
    if (this.toEndpoints) {
      return;
    }
    this.toEndpoints = true;
    this.forEachZone((cidrBlock, zone) => {
      const rule = { ruleNumber: ENDPOINT_RULES_FROM + zone, cidrBlock };
      this.entry(`HttpsToApp${zone + 1}`, { ...rule, egress: true, portRange: HTTPS });
      this.entry(`HttpsReplyFromApp${zone + 1}`, { ...rule, egress: false, portRange: EPHEMERAL });
    });
  }

  /** Admit a port from the app subnets; a port that is admitted already changes nothing. */
  public admit(port: number): void {
    if (this.ports.includes(port)) {
      return;
    }
    if (this.ports.length === 0) {
      this.forEachZone((cidrBlock, zone) => this.entry(`ReplyToApp${zone + 1}`, {
        ruleNumber: RETURN_RULES_FROM + zone, egress: true, cidrBlock, portRange: EPHEMERAL,
      }));
    }
    this.ports.push(port);
    this.forEachZone((cidrBlock, zone) => this.entry(`Tcp${port}FromApp${zone + 1}`, {
      ruleNumber: aclRuleNumber(port, zone), egress: false, cidrBlock, portRange: { from: port, to: port },
    }));
  }

  private forEachZone(create: (cidrBlock: string, zone: number) => void): void {
    this.options.appSubnets.forEach((subnet, zone) => create(subnet.ipv4CidrBlock, zone));
  }

  private entry(id: string, rule: Pick<ec2.CfnNetworkAclEntryProps, 'ruleNumber' | 'egress' | 'cidrBlock' | 'portRange'>): void {
    new ec2.CfnNetworkAclEntry(this.networkAcl, id, {
      networkAclId: this.networkAcl.networkAclId,
      ruleNumber: rule.ruleNumber,
      egress: rule.egress,
      cidrBlock: rule.cidrBlock,
      portRange: rule.portRange,
      protocol: TCP,
      ruleAction: 'allow',
    });
  }
}
