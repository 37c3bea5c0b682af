import { EventEmitter } from 'events';
import * as https from 'https';
import { ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { handler } from '../../../src/databases/users/handler';

jest.mock('https');

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:legacy';
const CONTEXT = { getRemainingTimeInMillis: () => 900_000 };

/** The bucket in which CloudFormation waits for answers. */
function bucket(statusCode: number): string[] {
  const bodies: string[] = [];
  const call = https.request as jest.Mock;
  call.mockImplementation((_url: string, _options: object, replied: (reply: object) => void) => Object.assign(new EventEmitter(), {
    end: (body: string) => {
      bodies.push(body);
      replied({ statusCode, resume: () => undefined });
    },
  }));
  return bodies;
}

/** Secrets Manager: answers by the name of the command, and notes what it was asked. */
function secretsManager(answers: Record<string, unknown>): [string, unknown][] {
  const asked: [string, unknown][] = [];
  jest.spyOn(SecretsManagerClient.prototype, 'send').mockImplementation((command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
    asked.push([command.constructor.name, command.input]);
    const answered = answers[command.constructor.name];
    return (answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered)) as never;
  });
  return asked;
}

function request(RequestType: 'Create' | 'Delete'): Parameters<typeof handler>[0] {
  return {
    RequestType,
    ResponseURL: 'https://example.com/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Users',
    ResourceProperties: {
      Engine: 'postgres', Host: 'localhost', Port: '1', MasterSecretArn: 'master', Declaration: JSON.stringify({ owner: 'app', databases: [], users: [] }),
    },
  };
}

beforeEach(() => jest.spyOn(console, 'log').mockReturnValue(undefined));

test('a request of CloudFormation is answered in its bucket', async () => {
  const asked = secretsManager({ GetSecretValueCommand: { SecretString: '{"username":"dba","password":"x"}', VersionId: 'v1' } });
  const bodies = bucket(200);
  await handler(request('Create'), CONTEXT);
  expect(asked).toEqual([['GetSecretValueCommand', { SecretId: 'master', VersionId: undefined }]]);
  expect(JSON.parse(bodies[0])).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('SERVER_UNREACHABLE') as string });
});

test('an answer that the bucket refuses makes the function fail, so that the request is kept', async () => {
  secretsManager({ GetSecretValueCommand: new Error('no way') });
  bucket(403);
  await expect(handler(request('Delete'), CONTEXT)).rejects.toThrow("CloudFormation's bucket answered 403");
});

describe('a request of Secrets Manager', () => {
  const step = (Step: string) => handler({ Step, SecretId: SECRET, ClientRequestToken: 'v2' }, CONTEXT);
  const stages = { VersionIdsToStages: { v1: ['AWSCURRENT'], v2: ['AWSPENDING'] } };

  beforeEach(() => {
    process.env.TARGET = JSON.stringify({ engine: 'postgres', host: 'localhost', port: 1, masterSecretArn: 'master', owner: 'app' });
  });

  test('puts a new password where there is none yet', async () => {
    const missing = new ResourceNotFoundException({ message: 'no such version', $metadata: {} });
    const current = { SecretString: '{"username":"legacy","password":"old"}', VersionId: 'v1' };
    const asked = secretsManager({ DescribeSecretCommand: stages, PutSecretValueCommand: {} });
    const send = SecretsManagerClient.prototype.send as unknown as jest.Mock;
    const answer = send.getMockImplementation()!;
    send.mockImplementation((command: { readonly constructor: { readonly name: string }; readonly input: { readonly VersionId?: string } }) => (
      command.constructor.name === 'GetSecretValueCommand' ? (command.input.VersionId === undefined ? Promise.resolve(current) : Promise.reject(missing))
        : answer(command) as never));
    await step('createSecret');
    const put = asked.find(([name]) => name === 'PutSecretValueCommand')![1] as { readonly SecretString: string };
    expect(put).toMatchObject({ SecretId: SECRET, ClientRequestToken: 'v2', VersionStages: ['AWSPENDING'] });
    expect(JSON.parse(put.SecretString)).toEqual({ username: 'legacy', password: expect.stringMatching(/^[\w-]{43}$/) as string });
  });

  test('fails when the server cannot be reached, so that it is tried again', async () => {
    secretsManager({ DescribeSecretCommand: stages, GetSecretValueCommand: { SecretString: '{"username":"dba","password":"x"}', VersionId: 'v2' } });
    await expect(step('setSecret')).rejects.toThrow('SERVER_UNREACHABLE');
  });

  test('is done when the version is the current one', async () => {
    const asked = secretsManager({ DescribeSecretCommand: { VersionIdsToStages: { v2: ['AWSCURRENT'] } } });
    await step('finishSecret');
    expect(asked).toHaveLength(1);
  });
});
