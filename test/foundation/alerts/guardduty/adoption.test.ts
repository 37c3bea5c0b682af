import { answer, CloudFormationEvent, Declaration, Detector, GuardDuty } from '../../../../src/foundation/alerts/guardduty/handler/custom-resource';
import { CloudFormationResponse } from '../../../../src/foundation/functions/cloudformation-request';

const RDS = { name: 'RDS_LOGIN_EVENTS', agents: [] };
const RUNTIME = { name: 'RUNTIME_MONITORING', agents: ['EC2_AGENT_MANAGEMENT'] };
const WANTED: Declaration = { features: [RDS, RUNTIME], frequency: 'FIFTEEN_MINUTES' };
const ALL_ON: Detector = { enabled: true, frequency: 'FIFTEEN_MINUTES', enabledFeatures: ['RDS_LOGIN_EVENTS', 'RUNTIME_MONITORING', 'RUNTIME_MONITORING/EC2_AGENT_MANAGEMENT'] };

/** An account in memory, which is not GuardDuty: one detector or none, an organization with an administrator or none. */
class PretendAccount implements GuardDuty {
  public readonly calls: string[] = [];

  public constructor(public detector?: Detector, public administrator?: string, private readonly refusal?: string) {}

  public detectorIds(): Promise<readonly string[]> {
    return Promise.resolve(this.detector ? ['d1'] : []);
  }

  public create({ features, frequency }: Declaration): Promise<string> {
    this.calls.push('create');
    if (this.refusal !== undefined) {
      this.detector = ALL_ON;
      return Promise.reject(new Error(this.refusal));
    }
    this.detector = { enabled: true, frequency, enabledFeatures: features.map(({ name }) => name) };
    return Promise.resolve('d1');
  }

  public read(): Promise<Detector> {
    return Promise.resolve(this.detector!);
  }

  public update(id: string, { features, frequency }: Declaration): Promise<void> {
    this.calls.push(`update ${id}`);
    if (this.refusal !== undefined) {
      return Promise.reject(new Error(this.refusal));
    }
    const names = features.flatMap(({ name, agents }) => [name, ...agents.map((agent) => `${name}/${agent}`)]);
    this.detector = { enabled: true, frequency, enabledFeatures: [...new Set([...this.detector!.enabledFeatures, ...names])] };
    return Promise.resolve();
  }

  public administrators(): Promise<readonly string[]> {
    return Promise.resolve(this.administrator === undefined ? [] : [this.administrator]);
  }

  public appoint(administrator: string): Promise<void> {
    this.calls.push(`appoint ${administrator}`);
    return Promise.resolve();
  }

  public enableForOrganization(id: string, autoEnable: string): Promise<void> {
    this.calls.push(`enable ${autoEnable} by ${id}`);
    return Promise.resolve();
  }
}

async function ask(account: GuardDuty, RequestType: CloudFormationEvent['RequestType'] = 'Create', declaration = WANTED): Promise<CloudFormationResponse> {
  const responses: CloudFormationResponse[] = [];
  const event: CloudFormationEvent = {
    RequestType,
    ResponseURL: 'https://example.com/answer',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Detector',
    PhysicalResourceId: RequestType === 'Create' ? undefined : 'd1',
    ResourceProperties: { Declaration: JSON.stringify(declaration) },
  };
  await answer(event, { guardDuty: account, respond: (_url, response) => Promise.resolve(void responses.push(response)), log: () => undefined });
  expect(responses).toHaveLength(1);
  return responses[0];
}

test('an account without a detector gets one', async () => {
  const account = new PretendAccount();
  await expect(ask(account)).resolves.toEqual({
    StackId: 'stack', RequestId: 'request', LogicalResourceId: 'Detector', PhysicalResourceId: 'd1', Status: 'SUCCESS', Data: { DetectorId: 'd1', Origin: 'created' },
  });
  expect(account.calls).toEqual(['create']);
});

test('a detector that has everything is adopted and left alone', async () => {
  const account = new PretendAccount(ALL_ON);
  await expect(ask(account)).resolves.toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'd1', Data: { Origin: 'adopted' } });
  expect(account.calls).toEqual([]);
});

test.each<[string, Detector]>([
  ['is suspended', { ...ALL_ON, enabled: false }],
  ['lacks a protection', { ...ALL_ON, enabledFeatures: ['RUNTIME_MONITORING', 'RUNTIME_MONITORING/EC2_AGENT_MANAGEMENT'] }],
  ['lacks an agent', { ...ALL_ON, enabledFeatures: ['RDS_LOGIN_EVENTS', 'RUNTIME_MONITORING'] }],
  ['tells too rarely', { ...ALL_ON, frequency: 'SIX_HOURS' }],
])('a detector that %s is completed', async (_name, detector) => {
  const account = new PretendAccount({ ...detector, enabledFeatures: [...detector.enabledFeatures, 'S3_DATA_EVENTS'] });
  await expect(ask(account)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { Origin: 'adopted' } });
  expect(account.calls).toEqual(['update d1']);
  expect(account.detector!.enabledFeatures).toContain('S3_DATA_EVENTS');
});

test('a detector that an organization creates in between is adopted', async () => {
  const account = new PretendAccount(undefined, undefined, 'a detector already exists for the current account');
  await expect(ask(account)).resolves.toMatchObject({ Status: 'SUCCESS', Data: { Origin: 'adopted' } });
});

test('a detector that cannot be created is an answer, not an exception', async () => {
  const account = new PretendAccount();
  account.create = () => Promise.reject(new Error('AccessDenied'));
  await expect(ask(account)).resolves.toMatchObject({ Status: 'FAILED', Reason: 'AccessDenied', PhysicalResourceId: 'no-detector' });
});

test('protections that the administrator of the organization refuses are named', async () => {
  const account = new PretendAccount({ ...ALL_ON, enabledFeatures: [] }, undefined, 'managed by the administrator account');
  await expect(ask(account, 'Update')).resolves.toMatchObject({
    Status: 'FAILED',
    Reason: 'PROTECTION_REFUSED: RDS_LOGIN_EVENTS, RUNTIME_MONITORING, RUNTIME_MONITORING/EC2_AGENT_MANAGEMENT cannot be switched on in detector d1 '
      + '(managed by the administrator account); if an organization administers it, have its administrator do so, or leave them out of `protections`',
  });
});

test('a frequency that the administrator decides about is no failure', async () => {
  const account = new PretendAccount({ ...ALL_ON, frequency: 'SIX_HOURS' }, undefined, 'managed by the administrator account');
  await expect(ask(account, 'Update')).resolves.toMatchObject({ Status: 'SUCCESS' });
});

test('the detector outlives its stack', async () => {
  const account = new PretendAccount(ALL_ON);
  await expect(ask(account, 'Delete')).resolves.toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'd1' });
  expect(account.calls).toEqual([]);
});

test('an administrator is appointed once, and every account enrolled', async () => {
  const organization = { ...WANTED, administrator: '222222222222', autoEnable: 'ALL' };
  const account = new PretendAccount(ALL_ON);
  await expect(ask(account, 'Create', organization)).resolves.toMatchObject({ Status: 'SUCCESS' });
  expect(account.calls).toEqual(['appoint 222222222222', 'enable ALL by d1']);
  const appointed = new PretendAccount(ALL_ON, '222222222222');
  await ask(appointed, 'Update', organization);
  expect(appointed.calls).toEqual(['enable ALL by d1']);
});

test('another administrator is not replaced', async () => {
  await expect(ask(new PretendAccount(ALL_ON, '333333333333'), 'Create', { ...WANTED, administrator: '222222222222' })).resolves.toMatchObject({
    Status: 'FAILED',
    Reason: 'ADMINISTRATOR_EXISTS: account 333333333333 administers GuardDuty of the organization, 222222222222 was asked for; '
      + 'remove the present one first, which ends its view of every member',
  });
});

test('a long reason is cut to what CloudFormation takes', async () => {
  const account = new PretendAccount();
  account.detectorIds = () => Promise.reject(new Error('x'.repeat(5000)));
  expect(JSON.stringify(await ask(account)).length).toBeLessThan(4096);
});
