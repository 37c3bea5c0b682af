import { lockPostgres } from './bring-postgres';
import { ownRoles } from './postgres-plan';
import { MAINTENANCE, name, value } from './postgres-session';
import { readShared } from './postgres-state';
import { commentOf } from '../marker';
import { isOf, PasswordChange, userUnknown } from '../password-change';
import { scramVerifier } from '../scram';
import { Connect } from '../session';
import { sql } from '../sql';

/** Give one user the new password of its secret, in one transaction; doing it again changes nothing. */
export async function rotatePostgres(connect: Connect, change: PasswordChange, patience: number): Promise<void> {
  const { owner, password } = change;
  const session = await connect(MAINTENANCE);
  try {
    await lockPostgres(session, patience);
    const shared = await readShared(session);
    const marker = (role: string) => shared.roles.get(role)!.marker!;
    const user = ownRoles(shared, { owner }).find((role) => marker(role).kind === 'user' && isOf(change, marker(role).password));
    if (user === undefined) {
      throw userUnknown();
    }
    if (marker(user).password !== password.version) {
      await session.change(sql`BEGIN`);
      await session.change(sql`ALTER ROLE ${name(user)} PASSWORD ${value(scramVerifier(password.value))}`);
      await session.change(sql`COMMENT ON ROLE ${name(user)} IS ${value(commentOf({ owner, kind: 'user', password: password.version }))}`);
      await session.change(sql`COMMIT`);
    }
    await change.afterwards?.();
  } finally {
    await session.end().catch(() => undefined);
  }
}
