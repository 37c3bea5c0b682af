import { ActivityStreamMode, RDS } from '@aws-sdk/client-rds';
import { Properties, StreamState, Streams } from './stream';

/** The streams of RDS. */
export function rdsStreams(rds: RDS): Streams {
  return {
    describe: async ({ Kind, Arn }) => {
      if (Kind === 'cluster') {
        return stateOf((await rds.describeDBClusters({ DBClusterIdentifier: Arn })).DBClusters?.[0]);
      }
      return stateOf((await rds.describeDBInstances({ DBInstanceIdentifier: Arn })).DBInstances?.[0]);
    },
    start: async ({ Arn, Mode, KmsKeyId, NativeFields }: Properties) => void await rds.startActivityStream({
      ResourceArn: Arn,
      Mode: Mode as ActivityStreamMode,
      KmsKeyId,
      ApplyImmediately: true,
      EngineNativeAuditFieldsIncluded: NativeFields === 'true' ? true : undefined,
    }),
  };
}

/** What clusters and instances tell of their streams, in the same words. */
interface Described {
  readonly ActivityStreamStatus?: string;
  readonly ActivityStreamMode?: string;
  readonly ActivityStreamKmsKeyId?: string;
  readonly ActivityStreamKinesisStreamName?: string;
}

function stateOf(store: Described | undefined): StreamState {
  return {
    // a store that never had a stream says nothing
    status: store?.ActivityStreamStatus ?? 'stopped',
    mode: store?.ActivityStreamMode,
    kmsKeyId: store?.ActivityStreamKmsKeyId,
    streamName: store?.ActivityStreamKinesisStreamName,
  };
}
