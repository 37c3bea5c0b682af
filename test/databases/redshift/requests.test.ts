import { dataApiWarehouse, DataApi } from '../../../src/databases/redshift/handler/data-api';
import { checkGrants } from '../../../src/databases/redshift/handler/grant-names';
import { batches, planGrants } from '../../../src/databases/redshift/handler/grant-plan';
import { answerRequest, RedshiftEvent, RedshiftServices } from '../../../src/databases/redshift/handler/requests';
import { copyGrant, RedshiftApi, snapshotSchedule, usageLimit } from '../../../src/databases/redshift/handler/settings';
import { thrown } from '../../support/thrown';

const NONE = { groups: [] };
const EVERYTHING = { groups: new Set<string>(['readers']), schemas: new Set(['sales']) };
const readers = (columns?: string[], table = columns && 'people') => ({
  groups: [{ name: 'readers', rights: [{ schema: 'sales', table, columns, privileges: ['SELECT' as const] }] }],
});

describe('the plan', () => {
  test('takes the rights of a group in a schema away and gives them anew, columns first', () => {
    expect(planGrants(readers(['id', 'ci"ty']), readers(['mail']), EVERYTHING).map((unit) => unit.map(({ text }) => text))).toEqual([[
      'REVOKE SELECT ("mail") ON TABLE "sales"."people" FROM GROUP "readers"',
      'REVOKE ALL ON ALL TABLES IN SCHEMA "sales" FROM GROUP "readers"',
      'REVOKE ALL ON SCHEMA "sales" FROM GROUP "readers"',
      'GRANT USAGE ON SCHEMA "sales" TO GROUP "readers"',
      'GRANT SELECT ("id", "ci""ty") ON TABLE "sales"."people" TO GROUP "readers"',
    ]]);
  });

  test('makes a group that is missing, and refuses a schema that is missing', () => {
    const plan = planGrants(readers(), NONE, { groups: new Set(), schemas: new Set(['sales']) });
    expect(plan[0].map(({ text }) => text)).toEqual(['CREATE GROUP "readers"']);
    expect(thrown(() => planGrants(readers(), NONE, { groups: new Set(), schemas: new Set() })))
      .toBe('SCHEMA_MISSING: the schema "sales" does not exist; make it first, then deploy again');
  });

  test('clears a group that is no longer declared, but not in a schema that is gone', () => {
    expect(planGrants(NONE, readers(), EVERYTHING).flat().map(({ text }) => text)).toEqual([
      'REVOKE ALL ON ALL TABLES IN SCHEMA "sales" FROM GROUP "readers"', 'REVOKE ALL ON SCHEMA "sales" FROM GROUP "readers"',
    ]);
    expect(planGrants(NONE, readers(), { ...EVERYTHING, schemas: new Set() })).toEqual([]);
  });

  test.each([[40, 1], [41, 2]])('%p statements take %p transactions', (count, expected) => {
    const unit = planGrants(readers(), NONE, EVERYTHING)[0].slice(0, 1);
    expect(batches(Array.from({ length: count }, () => unit))).toHaveLength(expected);
  });

  test('a unit of 41 statements is refused', () => {
    const [statement] = planGrants(readers(), NONE, EVERYTHING)[0];
    expect(thrown(() => batches([Array.from({ length: 41 }, () => statement)]))).toBe('RIGHTS_TOO_MANY: a group has so many rights in one schema that they take '
      + '41 statements, at most 40 fit into a transaction; grant on all tables, or divide the group');
  });
});

test.each<[string, Parameters<typeof checkGrants>[0], string]>([
  ['a group without a name', { groups: [{ name: '', rights: [] }] }, 'NAME_LENGTH: the name "" of a group has 0 bytes, 1 to 127 are allowed'],
  ['a name of 128 bytes', { groups: [{ name: 'é'.repeat(64), rights: [] }] },
    `NAME_LENGTH: the name "${'é'.repeat(64)}" of a group has 128 bytes, 1 to 127 are allowed`],
  ['capital letters', { groups: [{ name: 'Readers', rights: [] }] },
    'NAME_CASE: the name "Readers" of a group has capital letters, which Redshift makes small; write it in lower case'],
  ['a control character', { groups: [{ name: 'a\0b', rights: [] }] },
    'NAME_UNSTORABLE: the name "a\\u0000b" of a group has characters that Redshift cannot store; choose another one'],
  ['everybody', { groups: [{ name: 'public', rights: [] }] }, 'GROUP_INVALID: the group "public" is everybody; name a group of your own'],
  ['a schema of the server', { groups: [{ name: 'g', rights: [{ schema: 'pg_catalog', privileges: ['SELECT'] }] }] },
    'SCHEMA_RESERVED: the group "g" has a right in the schema "pg_catalog", which belongs to the server; remove it'],
  ['INSERT on columns', { groups: [{ name: 'g', rights: [{ schema: 's', table: 't', columns: ['c'], privileges: ['INSERT'] }] }] },
    'RIGHT_INVALID: a right of the group "g" in "s" is not one that Redshift knows; give one or more of SELECT, INSERT, UPDATE, DELETE, '
    + 'and columns only together with a table and SELECT or UPDATE'],
])('%s is refused', (_what, declaration, message) => {
  expect(thrown(() => checkGrants(declaration))).toBe(message);
});

test('a name of 127 bytes is accepted', () => {
  expect(() => checkGrants({ groups: [{ name: 'n'.repeat(127), rights: [] }] })).not.toThrow();
});

/** A Data API that answers what it is told, and remembers what it was asked. */
function dataApi(status: string): { readonly api: DataApi; readonly sent: string[][] } {
  const sent: string[][] = [];
  return {
    sent,
    api: {
      executeStatement: ({ Sql }) => Promise.resolve({ Id: Sql }),
      batchExecuteStatement: ({ Sqls }) => {
        sent.push(Sqls);
        return Promise.resolve({ Id: 'batch' });
      },
      describeStatement: ({ Id }) => Promise.resolve({ Status: Id === 'batch' ? status : 'FINISHED', Error: 'relation "people" does not exist' }),
      getStatementResult: ({ Id, NextToken }) => Promise.resolve(Id.includes('pg_namespace')
        ? { Records: [[{ stringValue: NextToken ? 'sales' : 'public' }]], NextToken: NextToken ? undefined : 'more' } : { Records: [] }),
    },
  };
}

async function answered(event: Partial<RedshiftEvent>, services: Partial<RedshiftServices>) {
  const responses: object[] = [];
  await answerRequest({ RequestType: 'Create', ResponseURL: 'url', StackId: 's', RequestId: 'r', LogicalResourceId: 'l', ResourceProperties: {}, ...event }, {
    settings: {},
    warehouse: () => { throw new Error('no warehouse'); },
    respond: (_url, response) => Promise.resolve(void responses.push(response)),
    log: () => undefined,
    remaining: () => 60_000,
    ...services,
  });
  return responses;
}

const GRANTS = { Kind: 'grants', Cluster: 'warehouse', Database: 'sales', SecretArn: 'arn', Declaration: JSON.stringify(readers()) };

describe('a request', () => {
  test('grants in one transaction, and names the database as the resource', async () => {
    const { api, sent } = dataApi('FINISHED');
    const target = { ClusterIdentifier: 'warehouse', Database: 'sales', SecretArn: 'arn' };
    expect(await answered({ ResourceProperties: GRANTS }, { warehouse: () => dataApiWarehouse(api, target, 0) }))
      .toEqual([expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'grants@warehouse/sales' })]);
    expect(sent).toHaveLength(1);
  });

  test('answers what Redshift says when a statement fails', async () => {
    const { api } = dataApi('FAILED');
    const [response] = await answered({ ResourceProperties: GRANTS }, { warehouse: () => dataApiWarehouse(api, { Database: 'sales', SecretArn: 'arn' }, 0) });
    expect(response).toMatchObject({
      Status: 'FAILED',
      PhysicalResourceId: 'nothing-made',
      Reason: 'STATEMENT_FAILED: Redshift says: relation "people" does not exist; nothing of this transaction has been changed',
    });
  });

  test('answers before the function is killed', async () => {
    const [response] = await answered({ ResourceProperties: GRANTS }, {
      remaining: () => 15_010, warehouse: () => ({ names: () => new Promise(() => undefined), change: () => Promise.resolve() }),
    });
    expect(response).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^TIME_OVER: /) as string });
  });

  test('to delete what was never made is done at once', async () => {
    expect(await answered({ RequestType: 'Delete', PhysicalResourceId: 'nothing-made', ResourceProperties: GRANTS }, {}))
      .toEqual([expect.objectContaining({ Status: 'SUCCESS', PhysicalResourceId: 'nothing-made' })]);
  });
});

class Fault extends Error {
  public constructor(public override readonly name: string) {
    super(name);
  }
}

describe('settings', () => {
  const calls: string[] = [];
  const api = (failing: Readonly<Record<string, string>> = {}): RedshiftApi => new Proxy({} as RedshiftApi, {
    get: (_target, action: string) => () => {
      calls.push(action);
      return failing[action] === undefined ? Promise.resolve({}) : Promise.reject(new Fault(failing[action]));
    },
  });
  beforeEach(() => calls.splice(0));

  test('a grant that exists is taken over, and one that is gone is no error', async () => {
    expect(await copyGrant(api({ createSnapshotCopyGrant: 'SnapshotCopyGrantAlreadyExistsFault' })).apply({ Name: 'dr', KmsKeyId: 'k' }, undefined)).toEqual({ id: 'dr' });
    await copyGrant(api({ deleteSnapshotCopyGrant: 'SnapshotCopyGrantNotFoundFault' })).remove({}, 'dr');
    await expect(copyGrant(api({ createSnapshotCopyGrant: 'LimitExceeded' })).apply({ Name: 'dr', KmsKeyId: 'k' }, undefined)).rejects.toThrow('LimitExceeded');
  });

  test('a schedule that exists is changed, attached again, and detached before it goes', async () => {
    const properties = { Cluster: 'c', Name: 'n', Definitions: '["rate(12 hours)"]' };
    await snapshotSchedule(api({ createSnapshotSchedule: 'SnapshotScheduleAlreadyExists' })).apply(properties, undefined);
    expect(calls).toEqual(['createSnapshotSchedule', 'modifySnapshotSchedule', 'modifyClusterSnapshotSchedule']);
    calls.splice(0);
    await snapshotSchedule(api({ modifyClusterSnapshotSchedule: 'ClusterNotFoundFault' })).remove(properties, 'n');
    expect(calls).toEqual(['modifyClusterSnapshotSchedule', 'deleteSnapshotSchedule']);
  });

  test('a usage limit of the same feature and period is changed, another one is made', async () => {
    const made: string[] = [];
    const setting = usageLimit({
      list: () => Promise.resolve([{ id: 'old', feature: 'spectrum', period: 'monthly' }]),
      create: () => Promise.resolve('new'),
      change: (id, amount, action) => Promise.resolve(void made.push(`${id} ${amount} ${action}`)),
      remove: () => Promise.reject(new Fault('UsageLimitNotFound')),
    });
    const limit = { Warehouse: 'w', Feature: 'spectrum', Period: 'monthly', Amount: '5', Action: 'log' };
    expect(await setting.apply(limit, undefined)).toEqual({ id: 'old' });
    expect(await setting.apply({ ...limit, Period: 'daily' }, undefined)).toEqual({ id: 'new' });
    expect(made).toEqual(['old 5 log']);
    await setting.remove(limit, 'gone');
  });
});
