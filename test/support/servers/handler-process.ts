import { answer, CloudFormationEvent, SecretVersion } from '../../../src/databases/users/handler/custom-resource';

/** What the process is told. */
export interface Assignment {
  readonly event: CloudFormationEvent;
  readonly ca: readonly string[];

  /** What every secret holds. */
  readonly secret: SecretVersion;
}

// the handler as Lambda runs it, in a process that can be killed; what it answers is told to who has started it
process.once('message', ({ event, ca, secret }: Assignment) => {
  void answer(event, {
    ca,
    secret: () => Promise.resolve(secret),
    respond: (_url, response) => new Promise((resolve) => process.send!(response, () => resolve())),
    log: () => undefined,
    remaining: () => 60_000,
  }).then(() => process.disconnect());
});
