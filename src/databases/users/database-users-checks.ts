import { Construct } from 'constructs';
import { DatabaseUser, DatabaseUsersProps } from './database-users-props';
import { MAX_SECRETS } from './database-users-role';
import { Declaration, DeclaredUser } from './handler/declaration';
import { checkNames, MYSQL_NAMES, POSTGRES_NAMES } from './handler/names';
import { passwordOf } from './user-secrets';
import { PropProblems, quoted } from '../../core/check-props';
import { isDeployTime, known } from '../../core/known';
import { Refusal } from '../../foundation/functions/refusal';
import { checkHome, checkRegion, checkStage } from '../../foundation/home-region';

const ENGINES = ['mysql', 'mariadb', 'postgres', 'aurora-mysql', 'aurora-postgresql'];

/** Lambda takes asynchronous requests of up to 256 KB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_DECLARATION = 200_000;

/** Report everything that is wrong with the props. */
export function checkUsers(scope: Construct, props: DatabaseUsersProps, problems: PropProblems): void {
  checkStage(scope, props.network, problems);
  checkHome(scope, { network: props.network }, problems);
  const { engine, masterSecret, port, clientPort, proxied } = props.server._parts;
  problems.when(!ENGINES.includes(engine), 'ENGINE_UNSUPPORTED',
    () => `\`server\` is ${engine}, allowed are ${ENGINES.join(', ')}; other engines have no declared users`);
  problems.when(masterSecret === undefined, 'SERVER_WITHOUT_MASTER_SECRET',
    () => '`server` has no master secret, with which users are made; let RDS manage the master password');
  problems.wholeNumber('reservedConcurrency', props.reservedConcurrency, {
    code: 'RESERVED_CONCURRENCY_OUT_OF_RANGE', min: 0, max: 10, instead: 'leave it out for 1',
  });
  // the network ACL of the data tier admits the port of the proxy from the app tier, not another one behind it
  problems.when(proxied && known(port) !== known(clientPort), 'SERVER_PORT_UNREACHABLE',
    () => `\`server\` listens on ${port} behind a proxy on ${clientPort}, which keeps the app tier from ${port}; let the cluster listen on ${clientPort} too`);
  checkHeirs(props, problems);
  checkPasswords(props, problems);
  checkRegion(scope, 'server', masterSecret, 'make its users in that region', problems);
  if ([...listsOf(props), ...namesOf(props)].some(isDeployTime)) {
    problems.add('NAME_UNKNOWN', 'a name among `databases` and `users` is only known at deployment (a token), but grants and policies carry it; pass plain text');
    return;
  }
  if (props.users.some(({ maxConnections }) => isDeployTime(maxConnections))) {
    problems.add('MAX_CONNECTIONS_UNKNOWN', '`maxConnections` of a user is only known at deployment (a token), but the declaration carries it; pass a plain number');
    return;
  }
  const databases = props.databases.map(({ name }) => name);
  new Set(databases.filter((name, index) => databases.indexOf(name) < index)).forEach((name) => problems.add('DATABASE_REPEATED',
    `the database ${quoted(name)} is declared twice; declare it once with all its schemas`));
  const declaration = declarationOf(props, new Map(), 'check');
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

function checkHeirs({ server, heirs = {}, users }: DatabaseUsersProps, problems: PropProblems): void {
  const { engine } = server._parts;
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html: the master user has no SET USER
  problems.when(Object.keys(heirs).length > 0 && engine === 'mariadb', 'HEIRS_UNSUPPORTED',
    () => '`heirs` are given, but RDS for MariaDB lets nobody change the DEFINER of a view or an event to another user; leave them out, '
      + 'and have such objects dropped and made again by the user that inherits them');
  for (const [removed, heir] of Object.entries(heirs)) {
    problems.when(removed === '' || heir === '' || removed === heir, 'HEIR_INVALID',
      () => `\`heirs\` names ${quoted(heir)} for ${quoted(removed)}, which must be the names of two users; correct it`);
  }
  for (const [removed, heir] of /mysql/.test(engine) ? Object.entries(heirs) : []) {
    problems.when(!users.some(({ name }) => name === heir), 'HEIR_UNDECLARED',
      () => `\`heirs\` names ${quoted(heir)} for ${quoted(removed)}, but in MySQL an heir is one of \`users\`; declare it`);
  }
}

function checkPasswords(props: DatabaseUsersProps, problems: PropProblems): void {
  const withPassword = props.users.filter((user) => passwordOf(user, props) !== undefined);
  problems.when(withPassword.length > MAX_SECRETS, 'SECRETS_TOO_MANY',
    () => `\`users\` has ${withPassword.length} users with passwords, at most ${MAX_SECRETS} secrets fit into the policies of one role; `
      + 'let users present IAM tokens, or divide them among several DatabaseUsers');
  withPassword.forEach((user: DatabaseUser) => {
    const [name, { every }] = [`rotatedSecret of ${user.name}`, passwordOf(user, props)!];
    problems.mustBeKnown(name, every, 'ROTATION_UNKNOWN', 'pass a Duration of whole days');
    problems.days(name, known(every), { code: 'ROTATION_OUT_OF_RANGE', min: 1, max: 90, instead: 'leave it out for 30 days' });
  });
}

/** Lists of names, which may be tokens as a whole. */
function listsOf({ databases, users }: DatabaseUsersProps): unknown[] {
  return [
    ...databases.map(({ schemas }) => schemas), ...users.flatMap(({ hosts, rights }) => [hosts, ...rights.map(({ _declared }) => _declared.columns)]),
  ];
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

/** What the function is told; the ARNs of secrets by user. */
export function declarationOf({ databases, users, heirs }: DatabaseUsersProps, secretArns: ReadonlyMap<string, string>, owner: string): Declaration {
  return {
    owner,
    databases: databases.map(({ name, schemas }) => ({ name, schemas })),
    users: users.map(({ name, rights, maxConnections, hosts }): DeclaredUser => ({
      name, maxConnections, hosts, secretArn: secretArns.get(name), rights: rights.map(({ _declared }) => _declared),
    })),
    heirs,
  };
}
