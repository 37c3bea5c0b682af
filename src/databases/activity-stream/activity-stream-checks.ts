import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ActivityStreamMode, DatabaseActivityStreamProps } from './activity-stream-props';
import { SourceParts } from './activity-stream-source';
import { PropProblems } from '../../core/check-props';
import { known } from '../../core/known';
import { ACTIVITY_STREAMS, ActivityStreamFacts, REGIONS_WITHOUT_ACTIVITY_STREAMS } from '../../facts/activity-streams';
import { isAtLeastVersion } from '../../facts/rds-engines';
import { CalledService, calledService, checkWay, hasEndpoint } from '../../foundation/functions/called-service';
import { checkHome, checkRegion } from '../../foundation/home-region';
import { TieredNetwork } from '../../foundation/network/tiered-network';

/** What the function calls. */
const RDS: CalledService = calledService('rds', 'RDS');

/** Collect what speaks against a stream, and find the facts about the engine. */
export function checkActivityStream(scope: Construct, props: DatabaseActivityStreamProps, problems: PropProblems): ActivityStreamFacts | undefined {
  const { source: { _parts: parts }, network } = props;
  const region = known(Stack.of(scope).region);
  problems.when(region !== undefined && REGIONS_WITHOUT_ACTIVITY_STREAMS.includes(region), 'REGION_WITHOUT_STREAMS',
    () => `the stack is in ${region}, where AWS has no activity streams; leave the stream out there, and rely on the exported audit log`);
  checkHome(scope, props, problems);
  checkRegion(scope, 'source', Stack.of(parts.store), 'create the stream in a stack of that region', problems);
  const other = parts.store.node.root.node.findAll().find((each) => (each as { readonly _streamOf?: unknown })._streamOf === parts.store);
  problems.when(other !== undefined, 'STREAM_TWICE',
    () => `\`source\` has the stream '${other!.node.path}' already, and a store has one; let its readers share it`);
  checkWay(network, RDS, problems);
  const facts = checkEngine(parts, problems);
  if (facts) {
    checkClasses(parts, facts, problems);
    checkMode(parts, facts, props.mode, problems);
    problems.when(facts.callsKms && network instanceof TieredNetwork && !hasEndpoint(network, 'kms'), 'KMS_ENDPOINT_MISSING',
      () => `the network has no endpoint for kms, but ${parts.engine} calls KMS from the data tier and stops the stream when it cannot; `
        + 'add PrivateEndpoint.of(ec2.InterfaceVpcEndpointAwsService.KMS) to its `endpoints`');
  }
  return facts;
}

function checkEngine({ engine, version }: SourceParts, problems: PropProblems): ActivityStreamFacts | undefined {
  const facts = ACTIVITY_STREAMS[engine] as ActivityStreamFacts | undefined;
  if (facts === undefined) {
    problems.add('ENGINE_WITHOUT_STREAMS',
      `\`source\` is ${engine}, but activity streams are known of ${Object.keys(ACTIVITY_STREAMS).join(', ')} only; rely on the exported audit log`);
    return undefined;
  }
  const { since, until } = facts;
  const outside = known(version) !== undefined
    && ((since !== undefined && !isAtLeastVersion(version!, since)) || (until !== undefined && isAtLeastVersion(version!, until)));
  problems.when(outside, 'VERSION_WITHOUT_STREAMS',
    () => `\`source\` is ${engine} ${version}, but versions from ${since} ${until === undefined ? 'on' : `to before ${until}`} have activity streams; rely on the exported audit log`);
  return facts;
}

function checkClasses({ engine, classes }: SourceParts, { families }: ActivityStreamFacts, problems: PropProblems): void {
  const unfit = [...new Set(classes.map((each) => known(each)).filter((each) => each !== undefined && !families.includes(each.split('.')[1])))];
  problems.when(unfit.length > 0, 'CLASS_WITHOUT_STREAMS',
    () => `\`source\` runs on ${unfit.join(', ')}, but ${engine} has activity streams on the families ${families.join(', ')} only; take one of them`);
}

function checkMode({ engine }: SourceParts, { modes }: ActivityStreamFacts, mode: ActivityStreamMode | undefined, problems: PropProblems): void {
  problems.when(!modes.includes(mode ?? ActivityStreamMode.ASYNC), 'MODE_UNSUPPORTED',
    () => `\`mode\` is ${mode}, but ${engine} has ${modes.join(', ')} only; leave it out`);
}
