import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { DataClassification } from '../../../src/core/data-classification';
import { Safeguard } from '../../../src/core/safeguard';
import { Waiver } from '../../../src/core/waiver';
import { AccessString } from '../../../src/databases/elasticache/access-string';
import { RedisEngine } from '../../../src/databases/elasticache/redis-engine';
import { SecureRedisClusterProps } from '../../../src/databases/elasticache/redis-props';
import { RedisTopology } from '../../../src/databases/elasticache/redis-topology';
import { SecureRedisCluster } from '../../../src/databases/elasticache/secure-redis-cluster';
import { judged, optional, wild } from '../../support/judged';

const text = fc.oneof(fc.constantFrom('', 'sessions', 'default', 'a--b', 'x'.repeat(41)), fc.string({ maxLength: 50 }));
const count = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constantFrom(Number.NaN, -1, 1.5, 501));

const waivable = [Safeguard.ENCRYPTION_IN_TRANSIT, Safeguard.IAM_AUTHENTICATION, Safeguard.RETENTION, Safeguard.BACKUPS, Safeguard.HIGH_AVAILABILITY,
  Safeguard.LOG_EXPORTS, Safeguard.ALARMS, Safeguard.AUTOMATIC_PATCHING, Safeguard.FLOW_LOGS];

const props: fc.Arbitrary<Omit<SecureRedisClusterProps, 'network'>> = fc.record({
  engine: optional(fc.constantFrom(RedisEngine.valkey('7.2'), RedisEngine.valkey('9.0'), RedisEngine.redisOss('7.1'))),
  classification: optional(fc.constantFrom(...Object.values(DataClassification))),
  nodeType: optional(fc.constantFrom('cache.t4g.micro', 'cache.r7g.large', 'db.r7g.large', '')),
  topology: optional(fc.oneof(
    fc.tuple(count, count).map(([shards, replicas]) => RedisTopology.sharded(shards, replicas)), count.map(RedisTopology.singleShard))),
  users: optional(fc.dictionary(text, fc.constant(AccessString.onKeys('shop:*').allowReading()), { maxKeys: 3 })),
  port: optional(wild(1023, 1024, 65_535, 65_536)),
  snapshotRetention: optional(fc.integer({ min: 0, max: 60 * 24 }).map((hours) => Duration.hours(hours))),
  windows: optional(fc.record({ backup: optional(fc.constantFrom('', '02:00-03:00', '23:30-00:30')), maintenance: optional(text) })),
  options: optional(fc.record({
    identifier: optional(text), snapshot: optional(text), parameters: optional(fc.dictionary(text, text, { maxKeys: 2 })),
  })),
  waivers: optional(fc.uniqueArray(fc.constantFrom(...waivable), { maxLength: 3 })
    .map((safeguards) => safeguards.map((safeguard) => Waiver.of(safeguard, 'accepted by the owner of the data')))),
});

test('whatever the props are: a clear error with codes, or a template in which every finding is waived', () => {
  const { refused, accepted, findings } = judged(props, { runs: 24 }, (stack, network, given) => new SecureRedisCluster(stack, 'Store', { network, ...given }));
  expect(findings).toEqual([]);
  expect(refused).toBeGreaterThan(3);
  expect(accepted).toBeGreaterThan(3);
});
