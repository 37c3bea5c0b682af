import { Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { checkAuroraProps } from './aurora-checks';
import { checkClass } from './aurora-global-checks';
import { AuroraGlobalDatabase } from './aurora-global-database';
import { SecureAuroraClusterProps } from './aurora-props';
import { readersOf } from './aurora-render';
import { SecureAuroraSecondaryClusterProps } from './aurora-secondary-props';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { MAX_PRIMARY_READERS, MAX_SECONDARIES, WRITE_FORWARDING_SINCE } from '../../facts/aurora-global';
import { isAtLeastVersion } from '../../facts/rds-engines';
import { checkCopyClassification } from '../relational/surroundings-checks';

const WORDING = { identifierProp: 'identifier', defaultPort: 'the port of the primary cluster' };

/** Report everything that is wrong with the props of a secondary cluster. */
export function checkSecondaryProps(
  scope: Construct, props: SecureAuroraSecondaryClusterProps, asCluster: SecureAuroraClusterProps, hardening: Hardening, problems: PropProblems,
): void {
  const { globalDatabase } = props;
  checkAuroraProps(scope, asCluster, hardening, problems, WORDING);
  checkCopyClassification(props.classification, globalDatabase._primary._blueprint.hardening.classification, 'globalDatabase', problems);
  checkClass('capacity', asCluster.capacity!, problems);
  checkVersion(asCluster.engine, globalDatabase._primary._blueprint.props.engine, problems);
  checkForwarding(props, asCluster.engine, problems);
  checkPlace(Stack.of(scope), globalDatabase, problems);
  checkRoom(globalDatabase, problems);
  problems.when(globalDatabase._members.some(({ identifier }) => identifier === props.identifier), 'GLOBAL_NAME_TAKEN',
    () => `\`identifier\` is ${quoted(props.identifier!)}, the name of another cluster of the global database; pass another one, or leave it out for a derived name`);
}

// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-upgrade.html
function checkVersion(engine: rds.IClusterEngine, primary: rds.IClusterEngine, problems: PropProblems): void {
  const [own, theirs] = [engine.engineVersion, primary.engineVersion];
  const same = engine.engineType === primary.engineType && own?.majorVersion === theirs?.majorVersion;
  problems.when(!same, 'GLOBAL_ENGINE_DIFFERS',
    () => `\`engine\` is ${engine.engineType} ${own?.majorVersion}, but the primary cluster is ${primary.engineType} ${theirs?.majorVersion}; pass a version of that`);
  const versions = [own?.fullVersion, theirs?.fullVersion];
  problems.when(same && !isAtLeastVersion(minorOf(versions[0]), minorOf(versions[1])), 'GLOBAL_ENGINE_OLDER',
    () => `\`engine\` is ${engine.engineType} ${versions[0]}, older than the primary cluster (${versions[1]}); RDS upgrades secondary clusters first, so pass ${versions[1]} or later`);
}

/** The numbers of a version: `8.0.mysql_aurora.3.10.0` is compared as `8.0.3.10.0`. */
function minorOf(version = ''): string {
  return version.split('.').filter((part) => /^\d+$/.test(part)).join('.');
}

function checkForwarding(
  { writeForwarding }: SecureAuroraSecondaryClusterProps, { engineType, engineVersion }: rds.IClusterEngine, problems: PropProblems,
): void {
  const since = WRITE_FORWARDING_SINCE[engineType]?.[engineVersion?.majorVersion ?? ''];
  problems.when(writeForwarding === true && since !== undefined && !isAtLeastVersion(engineVersion?.fullVersion ?? '', since), 'WRITE_FORWARDING_UNSUPPORTED',
    () => `\`writeForwarding\` is set, but ${engineType} ${engineVersion?.fullVersion} has none; it needs ${since} or later`);
}

function checkPlace(here: Stack, { _primary, _members }: AuroraGlobalDatabase, problems: PropProblems): void {
  const there = Stack.of(_primary);
  const region = known(here.region);
  problems.when(known(there.region) === undefined, 'GLOBAL_REGION_UNKNOWN',
    () => '`globalDatabase` has its primary cluster in a stack whose region is not known; give that stack an `env`, since this cluster names the region');
  problems.when(region !== undefined && _members.some((member) => member.region === region), 'GLOBAL_REGION_TAKEN',
    () => `\`globalDatabase\` already has a cluster in ${region}, but each needs a region of its own; move this one`);
  const accounts = [known(here.account), known(there.account)];
  problems.when(accounts[0] !== undefined && accounts[1] !== undefined && accounts[0] !== accounts[1], 'GLOBAL_ACCOUNT_DIFFERS',
    () => `\`globalDatabase\` belongs to account ${accounts[1]}, this stack to ${accounts[0]}, but a global database lies in one account; move this cluster`);
}

function checkRoom({ _primary, _members }: AuroraGlobalDatabase, problems: PropProblems): void {
  const secondaries = _members.length;
  problems.when(secondaries > MAX_SECONDARIES, 'GLOBAL_CLUSTERS_TOO_MANY',
    () => `\`globalDatabase\` already has ${secondaries - 1} secondary clusters, at most ${MAX_SECONDARIES} are allowed; remove one`);
  const [readers, most] = [readersOf(_primary._blueprint), MAX_PRIMARY_READERS - secondaries];
  problems.when(readers > most, 'GLOBAL_READERS_TOO_MANY',
    () => `\`globalDatabase\` has ${readers} readers in its primary cluster, at most ${most} are allowed with ${secondaries} secondary clusters; lower \`capacity.readers\` there`);
}
