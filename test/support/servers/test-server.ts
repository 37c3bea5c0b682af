import { Server } from '../../../src/databases/users/handler/session';

/** A database server of the tests: on this machine only, with TLS. */
export interface TestServer {
  /** How the handler connects: as an administrator with the rights that RDS gives to the master user, not as a superuser. */
  readonly server: Server;

  /** The superuser, who sees and may do everything. */
  readonly root: Server;

  /** The folder of the socket, through which snapshots look quickly; PostgreSQL only. */
  readonly socket?: string;

  /** Its process, and the folder that is removed when it has ended. */
  readonly pid: number;
  readonly folder: string;

  /** Stop it at once: what it holds is thrown away. */
  stop(): Promise<void>;

  /** What it has logged about connections; empty unless it was started with `logged`. */
  log(): string;
}

/** How a server is started. */
export interface ServerOptions {
  /** Listen on every address of this machine, and log connections as RDS does. */
  readonly logged?: boolean;
}

/** The password of the administrator. */
export const ADMIN_PASSWORD = 'a-password-of-the-tests';
