import { hipaa, nist80053r5 } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { isNotTrue } from '../expect';
import { rule } from '../rule';

export const snapshotsNotPaused = rule({
  id: 'opensearch.snapshots-not-paused',
  title: 'OpenSearch domains take automated snapshots',
  why: 'While automated snapshots are paused nothing can be restored that is damaged in the meantime.',
  fix: 'Leave out `AutomatedSnapshotPauseOptions`, or set its `Enabled` to false.',
  severity: 'medium',
  safeguard: Safeguard.BACKUPS,
  controls: [nist80053r5('CP-9'), nist80053r5('CP-10'), hipaa('164.308(a)(7)(ii)(A)')],
  appliesTo: ['AWS::OpenSearchService::Domain'],
  check: (domain) => isNotTrue(domain, 'AutomatedSnapshotPauseOptions.Enabled'),
});
