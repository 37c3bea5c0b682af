import { GrantDeclaration } from './grant-declaration';
import { checkGrants } from './grant-names';
import { batches, planGrants } from './grant-plan';
import { Sql } from '../../users/handler/sql';

/** A database that is reached through the Data API. */
export interface Warehouse {
  /** The first column of an answer. */
  names(question: string): Promise<string[]>;

  /** Run statements in one transaction. */
  change(statements: readonly Sql[]): Promise<void>;
}

/** Bring the declared rights about; what a declaration before gave is taken away. Returns how many statements were sent. */
export async function bringGrants(warehouse: Warehouse, declared: GrantDeclaration, before: GrantDeclaration): Promise<number> {
  checkGrants(declared);
  const state = {
    groups: new Set(await warehouse.names('SELECT groname FROM pg_group')),
    schemas: new Set(await warehouse.names('SELECT nspname FROM pg_namespace')),
  };
  const transactions = batches(planGrants(declared, before, state));
  for (const statements of transactions) {
    await warehouse.change(statements);
  }
  return transactions.flat().length;
}
