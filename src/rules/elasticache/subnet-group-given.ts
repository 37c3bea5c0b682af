import { CLUSTER, GROUP, SERVERLESS, standsAlone } from './scope';
import { cisDatabase, fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { noneOf, present } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const subnetGroupGiven = rule({
  id: 'elasticache.subnet-group-given',
  title: 'ElastiCache caches are placed in chosen subnets',
  why: 'Without them a cache lands in the default subnets of the VPC, which are public.',
  fix: 'Set `CacheSubnetGroupName` (serverless: `SubnetIds`) to isolated subnets, or use `SecureRedisCluster` with a `TieredNetwork`.',
  severity: 'high',
  safeguard: Safeguard.PRIVATE_NETWORK,
  controls: [fsbp('ElastiCache.7'), cisDatabase('5.2'), cisDatabase('5.5'), nist80053r5('AC-4'), nist80053r5('SC-7')],
  appliesTo: [GROUP, CLUSTER, SERVERLESS],
  only: standsAlone,
  check: (cache) => (cache.type === SERVERLESS
    ? present(cache, 'SubnetIds')
    : all(present(cache, 'CacheSubnetGroupName'), noneOf(cache, 'CacheSubnetGroupName', ['default']))),
});
