import { mayRun } from './engine';
import { GLOBAL_CLUSTER, followsNone } from './global';
import { sourceOf, STORES } from './scope';
import { nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { oneOf } from '../expect';
import { rule } from '../rule';

export const noExtendedSupport = rule({
  id: 'rds.no-extended-support',
  title: 'RDS instances, clusters and global databases do not linger on versions past their end of support',
  why: 'By default a version whose support has ended runs on, at a charge by the hour, and nobody plans the upgrade. Off by default: some prefer the charge.',
  fix: 'Set `EngineLifecycleSupport` to open-source-rds-extended-support-disabled.',
  severity: 'low',
  safeguard: Safeguard.AUTOMATIC_PATCHING,
  controls: [nist80053r5('SI-2')],
  appliesTo: [...STORES, GLOBAL_CLUSTER],
  byDefault: false,
  // global databases of Aurora MySQL do not take it
  only: (resource) => (resource.type === GLOBAL_CLUSTER ? mayRun(sourceOf(resource) ?? resource, ['aurora-postgresql']) : followsNone(resource)),
  check: (resource) => oneOf(resource, 'EngineLifecycleSupport', ['open-source-rds-extended-support-disabled']),
});
