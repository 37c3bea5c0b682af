import { bringGrants, Warehouse } from './bring-grants';
import { GrantDeclaration } from './grant-declaration';
import { Properties, Setting } from './settings';
import { CloudFormationRequest, CloudFormationResponse, fitted, inTime } from '../../../foundation/functions/cloudformation-request';
import { messageOf, Refusal } from '../../../foundation/functions/refusal';

export type RedshiftEvent = CloudFormationRequest<Properties>;

/** What the handler needs from AWS. */
export interface RedshiftServices {
  /** The settings by the `Kind` of a resource. */
  readonly settings: Readonly<Record<string, Setting>>;
  warehouse(properties: Properties): Warehouse;
  respond(url: string, response: CloudFormationResponse): Promise<void>;
  log(entry: object): void;

  /** Milliseconds until the function is killed. */
  remaining(): number;
}

/** The kind of resource that grants; all others are settings. */
export const GRANTS = 'grants';

/** Stands for a resource that was never made. */
const NOTHING_MADE = 'nothing-made';

/** Answer one request of CloudFormation: whatever happens, it gets an answer. */
export async function answerRequest(event: RedshiftEvent, services: RedshiftServices): Promise<void> {
  const { StackId, RequestId, LogicalResourceId, RequestType } = event;
  const identity = { StackId, RequestId, LogicalResourceId };
  try {
    const PhysicalResourceId = await inTime(perform(event, services), services.remaining(), timeOver());
    services.log({ message: 'done', request: RequestType, resource: PhysicalResourceId });
    await services.respond(event.ResponseURL, { ...identity, PhysicalResourceId, Status: 'SUCCESS' });
  } catch (error) {
    const reason = messageOf(error);
    services.log({ message: 'failed', request: RequestType, reason });
    await services.respond(event.ResponseURL, {
      ...identity, PhysicalResourceId: event.PhysicalResourceId ?? NOTHING_MADE, Status: 'FAILED', Reason: fitted(reason),
    });
  }
}

async function perform({ RequestType, PhysicalResourceId: id, ResourceProperties: properties, OldResourceProperties: old }: RedshiftEvent,
  services: RedshiftServices): Promise<string> {
  if (id === NOTHING_MADE && RequestType === 'Delete') {
    return id;
  }
  if (properties.Kind === GRANTS) {
    await grant(RequestType === 'Delete' ? undefined : properties, RequestType === 'Delete' ? properties : old, services);
    // another warehouse or database is another resource: CloudFormation then has the old one cleaned up
    return `grants@${properties.Cluster ?? properties.Workgroup}/${properties.Database}`;
  }
  const setting = services.settings[properties.Kind];
  if (RequestType === 'Delete') {
    await setting.remove(properties, id!);
    return id!;
  }
  return (await setting.apply(properties, id)).id;
}

const NONE: GrantDeclaration = { groups: [] };

async function grant(wanted: Properties | undefined, before: Properties | undefined, services: RedshiftServices): Promise<void> {
  const place = (properties: Properties | undefined) => `${properties?.Cluster}/${properties?.Workgroup}/${properties?.Database}`;
  const old = wanted === undefined || place(before) === place(wanted) ? before : undefined;
  const parse = (properties: Properties | undefined) => (properties ? JSON.parse(properties.Declaration) as GrantDeclaration : NONE);
  const statements = await bringGrants(services.warehouse((wanted ?? before)!), parse(wanted), parse(old));
  services.log({ message: 'granted', statements });
}

function timeOver(): Refusal {
  return new Refusal('TIME_OVER', 'the function ends before Redshift has answered; deploy again, and look for sessions that lock tables');
}
