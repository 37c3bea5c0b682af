import { createRequire } from 'module';
import { answer, CloudFormationEvent, Declaration, GuardDuty } from './custom-resource';
import { put } from '../../../functions/put-answer';

/** What an answer of the API may hold, as far as it is read here. */
interface Answers {
  readonly DetectorIds?: readonly string[];
  readonly DetectorId?: string;
  readonly Status?: string;
  readonly FindingPublishingFrequency?: string;
  readonly Features?: readonly {
    readonly Name?: string;
    readonly Status?: string;
    readonly AdditionalConfiguration?: readonly { readonly Name?: string; readonly Status?: string }[];
  }[];
  readonly AdminAccounts?: readonly { readonly AdminAccountId?: string; readonly AdminStatus?: string }[];
}

interface Sdk {
  readonly GuardDutyClient: new (options: object) => { send(command: object): Promise<Answers> };
  readonly [command: string]: new (input: object) => object;
}

// the SDK comes with the runtime, and is no dependency of this library
const sdk = createRequire(__filename)('@aws-sdk/client-guardduty') as Sdk;
const client = new sdk.GuardDutyClient({});

function call(command: string, input: object): Promise<Answers> {
  return client.send(new sdk[`${command}Command`](input));
}

function configuration({ features, frequency }: Declaration): object {
  return {
    Enable: true,
    FindingPublishingFrequency: frequency,
    Features: features.map(({ name, agents }) => ({
      Name: name, Status: 'ENABLED', AdditionalConfiguration: agents.map((agent) => ({ Name: agent, Status: 'ENABLED' })),
    })),
  };
}

const guardDuty: GuardDuty = {
  detectorIds: async () => (await call('ListDetectors', {})).DetectorIds ?? [],
  create: async (declaration) => (await call('CreateDetector', configuration(declaration))).DetectorId!,
  read: async (id) => {
    const { Status, Features, FindingPublishingFrequency } = await call('GetDetector', { DetectorId: id });
    const on = (Features ?? []).filter((feature) => feature.Status === 'ENABLED');
    return {
      enabled: Status === 'ENABLED',
      frequency: FindingPublishingFrequency ?? '',
      enabledFeatures: on.flatMap(({ Name, AdditionalConfiguration }) => [Name!, ...(AdditionalConfiguration ?? [])
        .filter((agent) => agent.Status === 'ENABLED').map((agent) => `${Name}/${agent.Name}`)]),
    };
  },
  update: async (id, declaration) => void await call('UpdateDetector', { DetectorId: id, ...configuration(declaration) }),
  administrators: async () => ((await call('ListOrganizationAdminAccounts', {})).AdminAccounts ?? [])
    .filter(({ AdminStatus }) => AdminStatus === 'ENABLED').map(({ AdminAccountId }) => AdminAccountId!),
  appoint: async (administrator) => void await call('EnableOrganizationAdminAccount', { AdminAccountId: administrator }),
  enableForOrganization: async (id, autoEnable) => void await call('UpdateOrganizationConfiguration', { DetectorId: id, AutoEnableOrganizationMembers: autoEnable }),
};

/** The entry point of the Lambda function. */
export async function handler(event: CloudFormationEvent): Promise<void> {
  await answer(event, { guardDuty, respond: put, log: (entry) => console.log(JSON.stringify(entry)) });
}
