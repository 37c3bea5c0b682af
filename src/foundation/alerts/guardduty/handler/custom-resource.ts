import { CloudFormationRequest, CloudFormationResponse, fitted } from '../../../functions/cloudformation-request';

/** One feature of a detector, as the API takes it. */
export interface Feature {
  readonly name: string;
  readonly agents: readonly string[];
}

/** What the template passes; `Declaration` is a `Declaration` as JSON, since CloudFormation would make texts of its booleans. */
export interface ResourceProperties {
  readonly Declaration: string;
}

/** What the detector shall be. */
export interface Declaration {
  readonly features: readonly Feature[];

  /** `FIFTEEN_MINUTES`, `ONE_HOUR` or `SIX_HOURS`. */
  readonly frequency: string;

  /** The account that shall administer GuardDuty for the organization: only the management account may say so. */
  readonly administrator?: string;

  /** Which accounts of the organization get GuardDuty by themselves, `ALL`, `NEW` or `NONE`: only the administrator may say so. */
  readonly autoEnable?: string;
}

export type CloudFormationEvent = CloudFormationRequest<ResourceProperties>;

/** A detector as it is. */
export interface Detector {
  readonly enabled: boolean;

  /** Names of what is on: features, and `<feature>/<agent>`. */
  readonly enabledFeatures: readonly string[];
  readonly frequency: string;
}

/** What the handler needs of GuardDuty: a few calls, in words of its own. */
export interface GuardDuty {
  detectorIds(): Promise<readonly string[]>;
  create(declaration: Declaration): Promise<string>;
  read(id: string): Promise<Detector>;
  update(id: string, declaration: Declaration): Promise<void>;
  administrators(): Promise<readonly string[]>;
  appoint(administrator: string): Promise<void>;
  enableForOrganization(id: string, autoEnable: string): Promise<void>;
}

/** What the handler needs of its surroundings. */
export interface Services {
  readonly guardDuty: GuardDuty;
  respond(url: string, response: CloudFormationResponse): Promise<void>;
  log(entry: object): void;
}

/** The physical id of a resource that was never made. */
const NOTHING = 'no-detector';

/** Answer one request of CloudFormation: whatever happens, it gets an answer. */
export async function answer(event: CloudFormationEvent, { guardDuty, respond, log }: Services): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
  const identity = { StackId, RequestId, LogicalResourceId };
  try {
    // the detector stays when its stack goes, as everything does on which protection depends
    const detector = event.RequestType === 'Delete' ? undefined : await bring(guardDuty, JSON.parse(event.ResourceProperties.Declaration) as Declaration);
    log({ message: 'done', request: event.RequestType, ...detector });
    const physical = detector?.id ?? PhysicalResourceId ?? NOTHING;
    const data = detector === undefined ? undefined : { DetectorId: detector.id, Origin: detector.origin };
    await respond(event.ResponseURL, { ...identity, PhysicalResourceId: physical, Status: 'SUCCESS', Data: data });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log({ message: 'failed', request: event.RequestType, reason });
    await respond(event.ResponseURL, {
      ...identity, PhysicalResourceId: PhysicalResourceId ?? NOTHING, Status: 'FAILED', Reason: fitted(reason),
    });
  }
}

/** The detector of this account and region, and whether it was there before. */
export interface Brought {
  readonly id: string;
  readonly origin: 'created' | 'adopted';
}

async function bring(guardDuty: GuardDuty, declaration: Declaration): Promise<Brought> {
  await appoint(guardDuty, declaration);
  const found = await createOrAdopt(guardDuty, declaration);
  if (declaration.autoEnable !== undefined) {
    await guardDuty.enableForOrganization(found.id, declaration.autoEnable);
  }
  return found;
}

async function appoint(guardDuty: GuardDuty, { administrator }: Declaration): Promise<void> {
  if (administrator === undefined) {
    return;
  }
  const [present] = await guardDuty.administrators();
  if (present !== undefined && present !== administrator) {
    throw new Error(`ADMINISTRATOR_EXISTS: account ${present} administers GuardDuty of the organization, ${administrator} was asked for; `
      + 'remove the present one first, which ends its view of every member');
  }
  if (present === undefined) {
    await guardDuty.appoint(administrator);
  }
}

async function createOrAdopt(guardDuty: GuardDuty, declaration: Declaration): Promise<Brought> {
  const [id] = await guardDuty.detectorIds();
  if (id !== undefined) {
    return adopt(guardDuty, id, declaration);
  }
  try {
    return { id: await guardDuty.create(declaration), origin: 'created' };
  } catch (error) {
    // an organization may have made one in between
    const [other] = await guardDuty.detectorIds();
    if (other === undefined) {
      throw error;
    }
    return adopt(guardDuty, other, declaration);
  }
}

/** What is asked for is switched on; what is on beyond that stays on. */
async function adopt(guardDuty: GuardDuty, id: string, declaration: Declaration): Promise<Brought> {
  const before = await guardDuty.read(id);
  if (missing(before, declaration).length > 0 || before.frequency !== declaration.frequency) {
    await update(guardDuty, id, declaration);
  }
  return { id, origin: 'adopted' };
}

async function update(guardDuty: GuardDuty, id: string, declaration: Declaration): Promise<void> {
  try {
    await guardDuty.update(id, declaration);
  } catch (error) {
    const still = missing(await guardDuty.read(id), declaration);
    if (still.length > 0) {
      throw new Error(`PROTECTION_REFUSED: ${still.join(', ')} cannot be switched on in detector ${id} (${error instanceof Error ? error.message : String(error)}); `
        + 'if an organization administers it, have its administrator do so, or leave them out of `protections`');
    }
    // all protections are on, and the administrator decides about the frequency
  }
}

function missing(detector: Detector, { features }: Declaration): string[] {
  const wanted = features.flatMap(({ name, agents }) => [name, ...agents.map((agent) => `${name}/${agent}`)]);
  return [...detector.enabled ? [] : ['the detector itself'], ...wanted.filter((name) => !detector.enabledFeatures.includes(name))];
}
