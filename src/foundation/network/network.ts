import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, IConstruct } from 'constructs';

/** A tier of the network: who may talk to whom follows from the order web, app, data. */
export enum Tier {
  /** Load balancers; the only tier that the internet reaches. */
  WEB = 'web',

  /** The application; reached by the web tier only. */
  APP = 'app',

  /** Data stores; reached by the app tier only, without a route to the internet. */
  DATA = 'data',
}

/** Who reaches a data store. */
export interface StoreAccess {
  /**
   * The group of a proxy in the data tier that stands between the application and the store: it alone reaches
   * the store, and the application reaches the proxy.
   *
   * @default - the app tier reaches the store itself
   */
  readonly behind?: ec2.ISecurityGroup;
}

/** A VPC in three tiers, and the security groups that chain them: 443 → 80 → the port of each store. */
export interface ITieredNetwork extends IConstruct {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /** Group of the load balancers: admits 443 from the internet, reaches the app tier only. */
  readonly webSecurityGroup: ec2.ISecurityGroup;

  /** Group of the application: admits `appPort` from the web tier, reaches endpoints and admitted stores only. */
  readonly appSecurityGroup: ec2.ISecurityGroup;

  /** Port on which the application listens. */
  readonly appPort: number;

  /** The subnets of a tier. */
  subnets(tier: Tier): ec2.ISubnet[];

  /**
   * Create the security group of a data store: no egress, and ingress on one port from the app tier, or from
   * the proxy that it lies behind.
   *
   * The group and both rules (into the store, out of the group in front) are created in the stack of `store`,
   * which so depends on the stack of the network and never the other way round. Connecting the same
   * groups on the same port once more changes nothing.
   *
   * @param store the construct of the store, which calls this once; the group becomes its child `SecurityGroup`
   * @param port the TCP port that the store listens on, 1 to 65535
   * @param access who reaches the store; the app tier when left out
   */
  createStoreSecurityGroup(store: Construct, port: number, access?: StoreAccess): ec2.SecurityGroup;
}
