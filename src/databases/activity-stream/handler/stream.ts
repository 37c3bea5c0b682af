import { Refusal } from '../../../foundation/functions/refusal';

/** What the template passes; CloudFormation makes texts of everything. */
export interface Properties {
  /** `cluster` or `instance`. */
  readonly Kind: string;
  readonly Arn: string;
  readonly KmsKeyId: string;

  /** `sync` or `async`. */
  readonly Mode: string;

  /** `true` when the fields that only the engine's own audit has are included. */
  readonly NativeFields: string;

  /** `starting` when a stream that has not started in time is left to the next resource, `started` when it is an error. */
  readonly Until: string;
}

/** A stream as it is. */
export interface StreamState {
  /** `stopped`, `starting`, `started` or `stopping`. */
  readonly status: string;
  readonly mode?: string;
  readonly kmsKeyId?: string;
  readonly streamName?: string;
}

/** What is needed of RDS. */
export interface Streams {
  describe(properties: Properties): Promise<StreamState>;
  start(properties: Properties): Promise<void>;
}

/** The clock. */
export interface Clock {
  /** Milliseconds until the function is killed. */
  remaining(): number;
  pause(): Promise<void>;
}

/** Time that is kept back for the answer. */
const RESERVE = 45_000;

/** Faults that pass: the store is busy with something else. */
const BUSY = ['InvalidDBClusterStateFault', 'InvalidDBInstanceStateFault', 'InvalidDBInstanceState'];
const GONE = ['DBClusterNotFoundFault', 'DBInstanceNotFoundFault', 'DBInstanceNotFound', 'ResourceNotFoundFault'];

/**
 * Have the stream started, and wait for it; a stream that runs is left alone.
 *
 * Nothing here stops a stream: a person does, who then answers for the gap.
 */
export async function bringStream(streams: Streams, properties: Properties, clock: Clock): Promise<StreamState> {
  let busy: string | undefined;
  for (;;) {
    const state = await streams.describe(properties).catch(explain);
    if (state.status === 'started' || state.status === 'starting') {
      checkSettings(state, properties);
    }
    if (state.status === 'started') {
      return state;
    }
    if (clock.remaining() < RESERVE) {
      return outOfTime(state, properties, busy);
    }
    if (state.status === 'stopped') {
      busy = await startUnlessBusy(streams, properties);
    }
    await clock.pause();
  }
}

/** Returns what keeps the store from it, if something does. */
async function startUnlessBusy(streams: Streams, properties: Properties): Promise<string | undefined> {
  try {
    await streams.start(properties);
    return undefined;
  } catch (error) {
    return BUSY.includes(nameOf(error)) ? (error as Error).message : explain(error);
  }
}

function outOfTime(state: StreamState, { Until, Arn }: Properties, busy: string | undefined): StreamState {
  if (state.status === 'starting' && Until === 'starting') {
    return state;
  }
  throw new Refusal('STREAM_NOT_STARTED', `the activity stream of ${Arn} is still ${state.status}${busy === undefined ? '' : ` (${busy})`}; look into the events of the store, `
    + 'wait until it is available, then deploy again');
}

/** A stream takes another key or mode only when it is started anew, and the time in between is not audited. */
function checkSettings({ mode, kmsKeyId, status }: StreamState, { Mode, KmsKeyId, Arn }: Properties): void {
  // an alias is not what RDS tells
  const otherKey = kmsKeyId !== undefined && KmsKeyId.includes(':key/') && kmsKeyId !== KmsKeyId && !KmsKeyId.endsWith(`:key/${kmsKeyId}`);
  if (otherKey || (mode !== undefined && mode !== Mode)) {
    throw new Refusal('STREAM_DIFFERS', `an activity stream of ${Arn} has ${status} already, with mode ${mode} and key ${kmsKeyId}, `
      + `and mode ${Mode} and key ${KmsKeyId} are asked for; nothing is audited between a stop and a start, so stop it yourself `
      + '(aws rds stop-activity-stream --apply-immediately), then deploy again; a rollback that ends here is continued without this resource');
  }
}

function explain(error: unknown): never {
  const name = nameOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (GONE.includes(name)) {
    throw new Refusal('STORE_MISSING', `RDS does not find the store (${reason}); look whether it was deleted or renamed by hand`);
  }
  if (name === 'KMSKeyNotAccessibleFault') {
    throw new Refusal('KEY_UNUSABLE', `RDS cannot use the key (${reason}); look whether it is enabled, of this region, and its policy lets IAM policies of this account decide`);
  }
  if (name.startsWith('InvalidParameter')) {
    throw new Refusal('STREAM_REFUSED', `RDS refuses an activity stream (${reason}); look whether engine version, instance class and region have them: `
      + 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.html');
  }
  throw error;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
