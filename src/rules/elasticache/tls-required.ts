import { CLUSTER, GROUP, standsAlone } from './scope';
import { cisDatabase, fsbp, nist80053r5, pciDss } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue, noneOf } from '../expect';
import { rule } from '../rule';
import { all } from '../verdict';

export const tlsRequired = rule({
  id: 'elasticache.tls-required',
  title: 'ElastiCache clusters refuse connections without TLS',
  why: 'What is cached, and the tokens of those who log in, cross the network readable otherwise; mode `preferred` still takes plain connections.',
  fix: 'Set `TransitEncryptionEnabled: true`, and on replication groups `TransitEncryptionMode: required` once every client speaks TLS, or use `SecureRedisCluster`.',
  severity: 'medium',
  safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
  controls: [fsbp('ElastiCache.5'), cisDatabase('5.3'), nist80053r5('SC-8'), nist80053r5('SC-8(1)'), pciDss('4.2.1')],
  appliesTo: [GROUP, CLUSTER],
  only: standsAlone,
  // a mode that is left out is `required`; serverless caches know nothing else
  check: (cache) => all(isTrue(cache, 'TransitEncryptionEnabled'), noneOf(cache, 'TransitEncryptionMode', ['preferred'])),
});
