import * as iam from 'aws-cdk-lib/aws-iam';
import { DAX_READS, DAX_WRITES } from '../../facts/dax';
import { accessPolicyOf } from '../access-policy';

/**
 * Rights on a DAX cluster.
 *
 * A right on the cluster is a right on every table of the cluster: DAX reaches them with its own role and asks nobody whether the
 * client could. Neither single tables nor keys nor attributes can be named here; clients that must be kept apart need clusters of
 * their own, or go to the table.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
 */
export class DaxGrants {
  /** @internal */
  public static _of(clusterArn: string): DaxGrants {
    return new DaxGrants(clusterArn);
  }

  private constructor(private readonly clusterArn: string) {}

  /**
   * Let an identity read and write through the cluster, as far as the role of the cluster may.
   *
   * @param grantee who may
   */
  public connect(grantee: iam.IGrantable): iam.Grant {
    return this.give(grantee, [...DAX_READS, ...DAX_WRITES]);
  }

  /**
   * Let an identity read through the cluster: all items of all tables of the cluster.
   *
   * @param grantee who may
   */
  public connectReadOnly(grantee: iam.IGrantable): iam.Grant {
    return this.give(grantee, DAX_READS);
  }

  private give(grantee: iam.IGrantable, actions: readonly string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee: accessPolicyOf(grantee), actions: [...actions], resourceArns: [this.clusterArn] });
  }
}
