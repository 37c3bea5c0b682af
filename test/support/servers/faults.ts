import { Pool } from './pool';
import { Connect } from '../../../src/databases/users/handler/session';

/** What goes wrong at a statement. */
export type Fault =
  | 'the statement fails'
  | 'the connection breaks before it'
  | 'the connection breaks after it'
  | 'the connection breaks at a question'
  | 'the function is killed before it';

/** Faults that the function outlives. */
export const SURVIVED: readonly Fault[] = ['the statement fails', 'the connection breaks before it', 'the connection breaks after it', 'the connection breaks at a question'];
export const KILLED = 'the function is killed before it';

/** Connections of which one fails at the given statement; `count` tells how many were sent. */
export function failing(pool: Pool, at: number, fault: Fault): { readonly connect: Connect; count(): number } {
  let sent = 0;
  let dead = false;
  const atQuestions = fault === 'the connection breaks at a question';
  const gone = () => new Error('the connection is gone');
  return {
    count: () => sent,
    connect: async (database) => {
      if (dead) {
        throw gone();
      }
      const session = await pool.connect(database);
      let broken = false;
      const tear = async () => {
        broken = true;
        await session.tear();
        return gone();
      };
      const alive = async () => {
        if (broken || dead) {
          throw broken ? gone() : await tear();
        }
      };
      return {
        read: async (question, values) => {
          await alive();
          if (atQuestions && sent++ === at) {
            throw await tear();
          }
          return session.read(question, values);
        },
        change: async (statement) => {
          await alive();
          if (atQuestions || sent++ !== at) {
            return session.change(statement);
          }
          if (fault === 'the statement fails') {
            throw new Error('injected');
          }
          if (fault === 'the connection breaks after it') {
            await session.change(statement);
          }
          dead = fault === KILLED;
          throw await tear();
        },
        end: async () => {
          if (dead && !broken) {
            await tear();
          }
          if (!broken) {
            await session.end();
          }
        },
      };
    },
  };
}
