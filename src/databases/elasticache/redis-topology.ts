import { PropProblems } from '../../core/check-props';
import { MAX_CACHE_NODES, MAX_REPLICAS } from '../../facts/cache-limits';

/**
 * How the nodes of a cache are arranged: in shards that divide the keys among them, or around one primary.
 *
 * Going from one arrangement to the other is not possible in place: CloudFormation refuses it as long as the cache keeps its
 * identifier. The number of shards and of replicas can be changed online.
 */
export class RedisTopology {
  /**
   * Cluster mode: 1 to 500 shards, each with 0 to 5 replicas, and at most 500 nodes together. Above 90 nodes the quota of the
   * account must be raised. Clients have to speak the cluster protocol, as current libraries do.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
   * @param shards among which the keys are divided
   * @param replicas of each primary; at least 1 unless `Safeguard.HIGH_AVAILABILITY` is waived
   */
  public static sharded(shards: number, replicas: number): RedisTopology {
    return new RedisTopology(true, shards, replicas);
  }

  /**
   * One primary with 0 to 5 replicas, without cluster mode: for clients that do not speak the cluster protocol.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
   * @param replicas of the primary; at least 1 unless `Safeguard.HIGH_AVAILABILITY` is waived
   */
  public static singleShard(replicas: number): RedisTopology {
    return new RedisTopology(false, 1, replicas);
  }

  /** @internal */
  public readonly _clusterMode: boolean;

  /** @internal */
  public readonly _shards: number;

  /** @internal */
  public readonly _replicas: number;

  private constructor(clusterMode: boolean, shards: number, replicas: number) {
    this._clusterMode = clusterMode;
    this._shards = shards;
    this._replicas = replicas;
  }

  /**
   * The ids that ElastiCache gives to the nodes of a cache.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.html
   * @internal
   */
  public _nodes(identifier: string): string[] {
    const members = Array.from({ length: this._replicas + 1 }, (_, index) => number(index + 1, 3));
    const shards = this._clusterMode ? Array.from({ length: this._shards }, (_, index) => `-${number(index + 1, 4)}`) : [''];
    return shards.flatMap((shard) => members.map((member) => `${identifier}${shard}-${member}`));
  }

  /** @internal */
  public _check(available: boolean, problems: PropProblems): void {
    const { _shards: shards, _replicas: replicas } = this;
    problems.mustBeKnown('topology', shards, 'TOPOLOGY_UNKNOWN', 'pass numbers, since the alarms name each node');
    problems.mustBeKnown('topology', replicas, 'TOPOLOGY_UNKNOWN', 'pass numbers, since the alarms name each node');
    problems.wholeNumber('topology.shards', shards, { code: 'SHARDS_OUT_OF_RANGE', min: 1, max: MAX_CACHE_NODES, instead: 'pass a number in that range' });
    problems.wholeNumber('topology.replicas', replicas, {
      code: 'REPLICAS_OUT_OF_RANGE',
      min: available ? 1 : 0,
      max: MAX_REPLICAS,
      instead: available ? 'pass a number in that range, or waive Safeguard.HIGH_AVAILABILITY' : 'pass a number in that range',
    });
    const nodes = shards * (replicas + 1);
    problems.when(nodes > MAX_CACHE_NODES && shards <= MAX_CACHE_NODES, 'NODES_TOO_MANY',
      () => `\`topology\` has ${nodes} nodes, at most ${MAX_CACHE_NODES} are allowed; take fewer shards or replicas, or larger nodes`);
  }
}

/** The arrangement when the caller says nothing: one shard that can become many online. */
export const DEFAULT_TOPOLOGY = RedisTopology.sharded(1, 1);
export const WITHOUT_REPLICA = RedisTopology.sharded(1, 0);

function number(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
