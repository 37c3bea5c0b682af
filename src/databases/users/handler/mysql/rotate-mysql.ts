import { lockMysql } from './bring-mysql';
import { identifiedWith, mark } from './mysql-plan';
import { account } from './mysql-session';
import { readServer } from './mysql-state';
import { storedPassword } from './password-hash';
import { isOf, PasswordChange, userUnknown } from '../password-change';
import { Connect } from '../session';
import { list, sql } from '../sql';

/** Give the accounts of one user the new password of its secret, in one statement; doing it again changes nothing. */
export async function rotateMysql(connect: Connect, change: PasswordChange, patience: number): Promise<void> {
  const { owner, password } = change;
  const session = await connect();
  try {
    await lockMysql(session, patience);
    const state = await readServer(session, owner, []);
    const markers = [...state.markers].filter(([key, marker]) => marker.owner === owner && state.accounts.has(key) && isOf(change, marker.password));
    if (markers.length === 0) {
      throw userUnknown();
    }
    const stale = markers.filter(([, marker]) => marker.password !== password.version).map(([key]) => state.accounts.get(key)!);
    if (stale.length > 0) {
      const identified = identifiedWith(storedPassword(state, password.value));
      await session.change(sql`ALTER USER ${list(stale.map((each) => sql`${account(each)}${identified}`))}`);
    }
    for (const each of stale) {
      // noted last: a run that ends before this one sets the password once more
      await session.change(mark(each, { owner, password: password.version }));
    }
    await change.afterwards?.();
  } finally {
    await session.end().catch(() => undefined);
  }
}
