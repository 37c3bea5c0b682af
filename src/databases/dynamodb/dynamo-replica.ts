/** Where a replica is on its way into the global table. */
export enum ReplicaStage {
  /**
   * This deployment creates the replica. CloudFormation cannot attach a policy to a replica of another region in the update that
   * creates it, so the replica is without one until the next deployment.
   */
  JOINING = 'joining',

  /** The replica exists, and has the policy that the table has. */
  JOINED = 'joined',
}

/** A copy of the table in another region, which takes reads and writes. */
export interface DynamoReplica {
  /** The region, in plain text: `eu-central-1`. */
  readonly region: string;

  /**
   * ARN of a customer managed key in that region. Required, unless the table has a key that AWS owns or manages.
   *
   * @default - none; refused where the table has a customer managed key
   */
  readonly encryptionKeyArn?: string;

  /**
   * Whether the replica exists already. Deploy a new one with `ReplicaStage.JOINING`, and right after that once more without: the
   * safeguards of its policy are reported as waived, with this reason, until the second deployment. With the default, a replica that does
   * not exist fails the deployment.
   *
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
   * @default ReplicaStage.JOINED
   */
  readonly stage?: ReplicaStage;
}
