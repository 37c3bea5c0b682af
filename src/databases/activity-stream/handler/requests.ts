import { bringStream, Clock, Properties, Streams } from './stream';
import { CloudFormationRequest, CloudFormationResponse, fitted, inTime } from '../../../foundation/functions/cloudformation-request';
import { messageOf, Refusal } from '../../../foundation/functions/refusal';

export type StreamEvent = CloudFormationRequest<Properties>;

/** What the handler needs of its surroundings. */
export interface Services extends Clock {
  readonly streams: Streams;
  respond(url: string, response: CloudFormationResponse): Promise<void>;
  log(entry: object): void;
}

/** Answer one request of CloudFormation: whatever happens, it gets an answer. */
export async function answerRequest(event: StreamEvent, services: Services): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, RequestType, ResourceProperties } = event;
  const identity = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: event.PhysicalResourceId ?? `activity-stream@${ResourceProperties.Arn}` };
  try {
    if (RequestType === 'Delete') {
      // nobody asked for the end of the audit: the stream goes with its store, or when a person stops it
      services.log({ message: 'the stream is left as it is', request: RequestType });
      await services.respond(event.ResponseURL, { ...identity, Status: 'SUCCESS' });
      return;
    }
    const over = new Refusal('TIME_OVER', 'RDS did not answer in time; deploy again, and look for the endpoint of rds and its group');
    const { status, streamName } = await inTime(bringStream(services.streams, ResourceProperties, services), services.remaining(), over);
    services.log({ message: 'done', request: RequestType, status, streamName });
    await services.respond(event.ResponseURL, {
      ...identity,
      // another store is another resource
      PhysicalResourceId: `activity-stream@${ResourceProperties.Arn}`,
      Status: 'SUCCESS',
      Data: { StreamName: streamName ?? '' },
    });
  } catch (error) {
    const reason = messageOf(error);
    services.log({ message: 'failed', request: RequestType, reason });
    await services.respond(event.ResponseURL, { ...identity, Status: 'FAILED', Reason: fitted(reason) });
  }
}
