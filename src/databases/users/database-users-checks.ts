import { DatabaseUsersProps } from './database-users-props';
import { Declaration, DeclaredUser } from './handler/declaration';
import { checkNames, MYSQL_NAMES, POSTGRES_NAMES } from './handler/names';
import { Refusal } from './handler/refusal';
import { PropProblems } from '../../core/check-props';
import { isDeployTime } from '../../core/known';

const ENGINES = ['mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql'];

/** Lambda takes asynchronous requests of up to 256 KB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_DECLARATION = 200_000;

/** Report everything that is wrong with the props. */
export function checkUsers(props: DatabaseUsersProps, problems: PropProblems): void {
  const { engine, masterSecret } = props.server._parts;
  problems.when(!ENGINES.includes(engine), 'ENGINE_UNSUPPORTED',
    () => `\`server\` is ${engine}, allowed are ${ENGINES.join(', ')}; other engines have no declared users`);
  problems.when(masterSecret === undefined, 'SERVER_WITHOUT_MASTER_SECRET',
    () => '`server` has no master secret, with which users are made; let RDS manage the master password');
  problems.wholeNumber('reservedConcurrency', props.reservedConcurrency, {
    code: 'RESERVED_CONCURRENCY_OUT_OF_RANGE', min: 0, max: 10, instead: 'leave it out for 1',
  });
  for (const text of namesOf(props)) {
    if (isDeployTime(text)) {
      problems.add('NAME_UNKNOWN', 'a name among `databases` and `users` is only known at deployment (a token), but grants and policies carry it; pass plain text');
      return;
    }
  }
  const declaration = declarationOf(props, 'check');
  try {
    // the function checks the same again, with the same words
    checkNames(declaration, /postgres/.test(engine) ? POSTGRES_NAMES : MYSQL_NAMES);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    problems.add(error.code, error.message.slice(error.code.length + 2));
  }
  const size = Buffer.byteLength(JSON.stringify(declaration));
  problems.when(size > MAX_DECLARATION, 'DECLARATION_TOO_LARGE',
    () => `\`users\` and \`databases\` make a declaration of ${size} bytes, at most ${MAX_DECLARATION} fit into one request; divide the users among several DatabaseUsers`);
}

function namesOf({ databases, users, heirs }: DatabaseUsersProps): string[] {
  return [
    ...databases.flatMap(({ name, schemas }) => [name, ...schemas ?? []]),
    ...users.flatMap(({ name, hosts, rights }) => [name, ...hosts ?? [], ...rights.flatMap(({ _declared: right }) => [
      right.database, ...[right.schema ?? [], right.table ?? [], right.columns ?? []].flat(),
    ])]),
    ...Object.entries(heirs ?? {}).flat(),
  ];
}

/** What the function is told. */
export function declarationOf({ databases, users, heirs }: DatabaseUsersProps, owner: string): Declaration {
  return {
    owner,
    databases: databases.map(({ name, schemas }) => ({ name, schemas })),
    users: users.map(({ name, rights, secret, maxConnections, hosts }): DeclaredUser => ({
      name, maxConnections, hosts, secretArn: secret?.secretArn, rights: rights.map(({ _declared }) => _declared),
    })),
    heirs,
  };
}
