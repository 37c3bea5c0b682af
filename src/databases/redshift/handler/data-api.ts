import { Warehouse } from './bring-grants';
import { Refusal } from '../../../foundation/functions/refusal';

/** Where statements run, and as whom. */
export interface Target {
  readonly ClusterIdentifier?: string;
  readonly WorkgroupName?: string;
  readonly Database: string;
  readonly SecretArn: string;
}

/** What is called of the Data API; the client of the SDK fits. */
export interface DataApi {
  executeStatement(input: Target & { readonly Sql: string }): Promise<{ readonly Id?: string }>;
  batchExecuteStatement(input: Target & { readonly Sqls: string[] }): Promise<{ readonly Id?: string }>;
  describeStatement(input: { readonly Id: string }): Promise<{ readonly Status?: string; readonly Error?: string }>;
  getStatementResult(input: { readonly Id: string; readonly NextToken?: string }): Promise<{
    readonly Records?: { readonly stringValue?: string }[][];
    readonly NextToken?: string;
  }>;
}

const PAUSE = 500;

/** A database behind the Data API. A batch is one transaction, and all of it is rolled back when one statement fails. */
export function dataApiWarehouse(api: DataApi, target: Target, pause = PAUSE): Warehouse {
  const finished = async (id: string): Promise<string> => {
    for (;;) {
      const { Status, Error: reason } = await api.describeStatement({ Id: id });
      if (Status === 'FINISHED') {
        return id;
      }
      if (Status === 'FAILED' || Status === 'ABORTED') {
        throw new Refusal('STATEMENT_FAILED', `Redshift says: ${reason ?? Status}; nothing of this transaction has been changed`);
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  return {
    names: async (question) => {
      const { Id } = await api.executeStatement({ ...target, Sql: question });
      return firstColumn(api, await finished(Id!));
    },
    change: async (statements) => {
      const { Id } = await api.batchExecuteStatement({ ...target, Sqls: statements.map(({ text }) => text) });
      await finished(Id!);
    },
  };
}

async function firstColumn(api: DataApi, id: string): Promise<string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const { Records = [], NextToken } = await api.getStatementResult({ Id: id, NextToken: token });
    names.push(...Records.flatMap(([first]) => first?.stringValue ?? []));
    token = NextToken;
  } while (token !== undefined);
  return names;
}
