import { REDSHIFT_NODE_TYPES, RedshiftNodeFacts } from '../../facts/redshift';

/**
 * Type and number of the compute nodes, in each Availability Zone of a Multi-AZ cluster. All are of the RA3 family. The quota of the account may be lower.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html#rs-node-type-info
 */
export class RedshiftNodes {
  /**
   * Nodes of type ra3.large: 2 to 100, or 1 where high availability is waived.
   *
   * @param nodes how many, 2 when left out
   */
  public static large(nodes = 2): RedshiftNodes {
    return new RedshiftNodes('ra3.large', nodes);
  }

  /**
   * Nodes of type ra3.xlplus: 2 to 32, or 1 where high availability is waived. Create the cluster with 16 at most; a later resize brings more.
   *
   * @param nodes how many, 2 when left out
   */
  public static xlplus(nodes = 2): RedshiftNodes {
    return new RedshiftNodes('ra3.xlplus', nodes);
  }

  /**
   * Nodes of type ra3.4xlarge: 2 to 64. Create the cluster with 32 at most; a later resize brings more.
   *
   * @param nodes how many, 2 when left out
   */
  public static fourXlarge(nodes = 2): RedshiftNodes {
    return new RedshiftNodes('ra3.4xlarge', nodes);
  }

  /**
   * Nodes of type ra3.16xlarge: 2 to 128.
   *
   * @param nodes how many, 2 when left out
   */
  public static sixteenXlarge(nodes = 2): RedshiftNodes {
    return new RedshiftNodes('ra3.16xlarge', nodes);
  }

  /** The node type as Redshift spells it: `ra3.xlplus`. */
  public readonly nodeType: string;

  /** How many there are; in a Multi-AZ cluster in each zone. */
  public readonly nodes: number;

  /** @internal */
  public get _facts(): RedshiftNodeFacts {
    return REDSHIFT_NODE_TYPES[this.nodeType];
  }

  private constructor(nodeType: string, nodes: number) {
    this.nodeType = nodeType;
    this.nodes = nodes;
  }
}
