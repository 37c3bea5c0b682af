import { Server } from '../../../src/databases/users/handler/session';

/** A database server of the tests: on this machine only, with TLS. */
export interface TestServer {
  /** How the handler connects: as an administrator with the rights that RDS gives to the master user, not as a superuser. */
  readonly server: Server;

  /** The superuser, who sees and may do everything. */
  readonly root: Server;
  stop(): Promise<void>;
}

/** The password of the administrator. */
export const ADMIN_PASSWORD = 'a-password-of-the-tests';
