import { Stack, StackProps } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AccessString, DeletionGuard, ITieredNetwork, RedisTopology, SecureRedisCluster } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

export interface CacheStackProps extends StackProps {
  readonly network: ITieredNetwork;
  readonly alerts: sns.ITopic;
}

/** The cache, and what each process may do in it. */
export class CacheStack extends Stack {
  public readonly cache: SecureRedisCluster;

  public constructor(scope: Construct, id: string, { network, alerts, ...props }: CacheStackProps) {
    super(scope, id, props);
    this.cache = new SecureRedisCluster(this, 'Cache', {
      network,
      alerts,
      topology: RedisTopology.sharded(2, 1),
      users: {
        // what it cached, and the sessions of its visitors
        shop: AccessString.onKeys('product:*', 'session:*').allowReading().allowWriting().allowCategories('transaction'),
        // throws out what has become wrong, and can neither read nor set anything
        prices: AccessString.onKeys('product:*').allowCommands('unlink'),
      },
      // when the memory is full, the least used entries go: every one of them can be read from the database again
      options: { parameters: { 'maxmemory-policy': 'allkeys-lfu' } },
      deletionGuard: new DeletionGuard(this, 'Guard'),
    });
  }
}
