import { standsAlone, STORES } from './scope';
import { fsbp, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isTrue } from '../expect';
import { rule } from '../rule';

export const tagsCopiedToSnapshots = rule({
  id: 'rds.tags-copied-to-snapshots',
  title: 'RDS instances and clusters copy their tags to snapshots',
  why: 'Policies that grant or deny by tag, and the owner of the data, are lost on snapshots that carry no tags.',
  fix: 'Set `CopyTagsToSnapshot: true`, or use `SecureRdsInstance`.',
  severity: 'low',
  safeguard: Safeguard.BACKUPS,
  controls: [fsbp('RDS.16'), fsbp('RDS.17'), fsbp('RDS.47'), fsbp('RDS.48'), nist80053r5('CM-2'), nist80053r5('CA-9(1)')],
  appliesTo: STORES,
  only: standsAlone,
  check: (resource) => isTrue(resource, 'CopyTagsToSnapshot'),
});
