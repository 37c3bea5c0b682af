import { standsAlone } from './scope';
import { Safeguard } from '../../core/safeguard';
import { numberOf } from '../../model/value';
import { atLeast } from '../expect';
import { rule } from '../rule';

export const storageAutoscaling = rule({
  id: 'rds.storage-autoscaling',
  title: 'The storage of RDS instances grows before it is full',
  why: 'A database whose storage is full refuses writes and may not start again, which a flood of rows brings about. No published control asks for it.',
  fix: 'Set `MaxAllocatedStorage` above `AllocatedStorage`, or use `SecureRdsInstance`.',
  severity: 'low',
  safeguard: Safeguard.STORAGE_AUTOSCALING,
  controls: [],
  appliesTo: ['AWS::RDS::DBInstance'],
  only: standsAlone,
  check: (resource) => atLeast(resource, 'MaxAllocatedStorage', (numberOf(resource.get('AllocatedStorage')) ?? 0) + 1, 'GiB'),
});
