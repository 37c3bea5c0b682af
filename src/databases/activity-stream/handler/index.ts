import { RDS } from '@aws-sdk/client-rds';
import { rdsStreams } from './rds-streams';
import { answerRequest, StreamEvent } from './requests';
import { put } from '../../../foundation/functions/put-answer';

const streams = rdsStreams(new RDS());

/** Between two questions whether the stream has started. */
const PAUSE = 10_000;

/** The entry point of the Lambda function. */
export function handler(event: StreamEvent, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  return answerRequest(event, {
    streams,
    respond: put,
    log: (entry) => console.log(JSON.stringify(entry)),
    remaining: () => context.getRemainingTimeInMillis(),
    pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE)),
  });
}
