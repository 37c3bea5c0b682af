import { byEngine, mayRun, versionAtLeast } from './engine';
import { fsbp } from '../../controls';
import { Safeguard } from '../../core/safeguard';
import { textOf } from '../../model/value';
import { rule } from '../rule';
import { fail, PASS, undecided } from '../verdict';

const ENGINE = 'aurora-mysql';

// Aurora MySQL 3, which is compatible with MySQL 8.0, is the first that is still served
// https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-51
const FIRST = '8.0';

export const globalSupportedVersion = rule({
  id: 'rds.global-supported-version',
  title: 'Aurora MySQL global databases run a version that is still served',
  why: 'All clusters of a global database share its version: one that nobody repairs any more is unrepaired in every Region.',
  fix: 'Set `EngineVersion` of the global cluster to Aurora MySQL 3 (`8.0.mysql_aurora.3...`) or later.',
  severity: 'high',
  safeguard: Safeguard.SUPPORTED_ENGINE,
  controls: [fsbp('RDS.51')],
  appliesTo: ['AWS::RDS::GlobalCluster'],
  only: (cluster) => cluster.get('Engine').kind !== 'absent' && mayRun(cluster, [ENGINE]),
  check: (cluster) => byEngine(cluster, () => {
    const [version, at] = [cluster.get('EngineVersion'), 'Properties.EngineVersion'];
    const recent = versionAtLeast(cluster, FIRST);
    return recent === undefined ? undecided(at, version.kind === 'absent' ? 'it is not set, so the service chooses' : 'the version is only known at deployment')
      : recent ? PASS : fail(at, `it is ${textOf(version)}, expected Aurora MySQL 3 or later`);
  }),
});
