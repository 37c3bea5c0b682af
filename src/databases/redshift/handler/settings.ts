/** The part of a setting that CloudFormation calls its properties. */
export type Properties = Readonly<Record<string, string>>;

/** What a setting is after the request. */
export interface Applied {
  readonly id: string;
}

/** A setting of Redshift for which CloudFormation has no resource. */
export interface Setting {
  /** Make it, or bring an existing one about; repeating the request changes nothing. */
  apply(properties: Properties, id: string | undefined): Promise<Applied>;

  /** Take it away; one that is gone already is no error. */
  remove(properties: Properties, id: string): Promise<void>;
}

/** What is called of Redshift; the client of the SDK fits. */
export interface RedshiftApi {
  createSnapshotCopyGrant(input: { readonly SnapshotCopyGrantName: string; readonly KmsKeyId: string }): Promise<object>;
  deleteSnapshotCopyGrant(input: { readonly SnapshotCopyGrantName: string }): Promise<object>;
  createSnapshotSchedule(input: { readonly ScheduleIdentifier: string; readonly ScheduleDefinitions: string[] }): Promise<object>;
  modifySnapshotSchedule(input: { readonly ScheduleIdentifier: string; readonly ScheduleDefinitions: string[] }): Promise<object>;
  deleteSnapshotSchedule(input: { readonly ScheduleIdentifier: string }): Promise<object>;
  modifyClusterSnapshotSchedule(input: {
    readonly ClusterIdentifier: string; readonly ScheduleIdentifier?: string; readonly DisassociateSchedule?: boolean;
  }): Promise<object>;
}

/** The grant by which Redshift encrypts copied snapshots with a key of this region. */
export function copyGrant(api: RedshiftApi): Setting {
  return {
    apply: async ({ Name, KmsKeyId }) => {
      // the name carries the key: a grant of this name is for this key
      await unless('SnapshotCopyGrantAlreadyExistsFault', api.createSnapshotCopyGrant({ SnapshotCopyGrantName: Name, KmsKeyId }));
      return { id: Name };
    },
    remove: async (_properties, id) => unless('SnapshotCopyGrantNotFoundFault', api.deleteSnapshotCopyGrant({ SnapshotCopyGrantName: id })),
  };
}

/** When automated snapshots are taken. */
export function snapshotSchedule(api: RedshiftApi): Setting {
  return {
    apply: async ({ Cluster, Name, Definitions }) => {
      const schedule = { ScheduleIdentifier: Name, ScheduleDefinitions: JSON.parse(Definitions) as string[] };
      try {
        await api.createSnapshotSchedule(schedule);
      } catch (error) {
        if (!isCalled('SnapshotScheduleAlreadyExistsFault', error)) {
          throw error;
        }
        await api.modifySnapshotSchedule(schedule);
      }
      await api.modifyClusterSnapshotSchedule({ ClusterIdentifier: Cluster, ScheduleIdentifier: Name });
      return { id: Name };
    },
    remove: async ({ Cluster }, id) => {
      // a schedule in use cannot be deleted; a cluster that is gone uses none
      await unless('ClusterNotFoundFault', unless('SnapshotScheduleNotFoundFault',
        api.modifyClusterSnapshotSchedule({ ClusterIdentifier: Cluster, ScheduleIdentifier: id, DisassociateSchedule: true })));
      await unless('SnapshotScheduleNotFoundFault', api.deleteSnapshotSchedule({ ScheduleIdentifier: id }));
    },
  };
}

/** A usage limit as both kinds of warehouse know it. */
export interface Limit {
  readonly id: string;
  readonly feature: string;
  readonly period: string;
}

/** Usage limits of a cluster, or of a workgroup. */
export interface LimitApi {
  list(warehouse: string): Promise<Limit[]>;
  create(warehouse: string, limit: Properties): Promise<string>;
  change(id: string, amount: number, action: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Where the cost of a feature stops. There is one limit for each feature and period, which is taken over if it exists. */
export function usageLimit(api: LimitApi): Setting {
  return {
    apply: async (limit) => {
      const found = (await api.list(limit.Warehouse)).find(({ feature, period }) => feature === limit.Feature && period === limit.Period);
      if (found === undefined) {
        return { id: await api.create(limit.Warehouse, limit) };
      }
      await api.change(found.id, Number(limit.Amount), limit.Action);
      return { id: found.id };
    },
    remove: async (_properties, id) => unless('UsageLimitNotFoundFault', unless('ResourceNotFoundException', api.remove(id))),
  };
}

async function unless(name: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!isCalled(name, error)) {
      throw error;
    }
  }
}

// the SDK names errors with and without the ending
function isCalled(name: string, error: unknown): boolean {
  return error instanceof Error && error.name.replace(/Fault$/, '') === name.replace(/Fault$/, '');
}
