import { Construct } from 'constructs';
import { certificateBundleUrl } from './certificate-bundle';
import { PropProblems } from '../../core/check-props';
import { asText } from '../../core/known';
import { SecureAuroraCluster } from '../aurora/secure-aurora-cluster';
import { SecureAuroraSecondaryCluster } from '../aurora/secure-aurora-secondary-cluster';
import { SecureRdsInstance } from '../rds/secure-rds-instance';
import { SecureRdsReplica } from '../rds/secure-rds-replica';

/** What an application is told beside the address of its database. */
export interface ClientSettings {
  /**
   * Where the application finds the bundle of `ClientConnection.certificateBundleUrl`: an absolute path in its image or on its host.
   *
   * Put the bundle there when the image is built: the app tier reaches no download at run time.
   */
  readonly certificateBundle: string;

  /**
   * The database user, as `grants.connect` names it: 1 to 63 characters without blanks.
   *
   * @default - the application knows
   */
  readonly user?: string;

  /**
   * The name of the database: 1 to 63 characters without blanks.
   *
   * @default - the application knows
   */
  readonly database?: string;
}

interface Endpoint {
  readonly store: Construct;
  readonly engine: string;
  readonly host: string;
  readonly port: number;
  readonly proxied: boolean;
}

/** Of certificate and name, in the words of libpq. */
const VERIFY = 'verify-full';

/**
 * Where an application connects to, and what it needs to verify whom it talks to.
 *
 * The engine refuses connections without TLS, but only the client can tell the database from somebody in between: by its certificate and
 * by the name in it. `environment` says so in the words of libpq, and in neutral ones for all other drivers.
 *
 * ```ts
 * import { ClientConnection, SecureAuroraCluster } from 'cdk-hardened-databases';
 *
 * declare const orders: SecureAuroraCluster;
 * const environment = ClientConnection.cluster(orders).environment({ certificateBundle: '/etc/ssl/rds/global-bundle.pem', user: 'orders_app', database: 'orders' });
 * // PGHOST, PGPORT, PGUSER, PGDATABASE, PGSSLMODE=verify-full, PGSSLROOTCERT, and DATABASE_HOST, ...
 * ```
 *
 * ### What this does not do
 *
 * - It brings no password and no token: an application asks for a token by its role, at each connection.
 * - libpq reads the variables `PG...` by itself. Drivers of other engines read none for TLS: hand `DATABASE_CA_BUNDLE` to yours, and let it verify
 *   certificate and name (`VERIFY_IDENTITY` of MySQL, `trustServerCertificate=false` of SQL Server).
 */
export class ClientConnection {
  /**
   * The connection to an instance, or to the proxy in front of it.
   *
   * @param store the instance
   */
  public static instance(store: SecureRdsInstance): ClientConnection {
    const { instance, port, proxy, _blueprint: { facts: { engine } } } = store;
    return new ClientConnection({
      store, engine, host: proxy?.endpoint ?? instance.dbInstanceEndpointAddress, port: proxy?.port ?? port, proxied: proxy !== undefined,
    });
  }

  /**
   * The connection to a read replica.
   *
   * @param store the replica
   */
  public static replica(store: SecureRdsReplica): ClientConnection {
    const { instance, port } = store;
    return new ClientConnection({ store, engine: store._engine, host: instance.dbInstanceEndpointAddress, port, proxied: false });
  }

  /**
   * The connection to the writer of a cluster, or to the proxy in front of it.
   *
   * @param store the cluster
   */
  public static cluster(store: SecureAuroraCluster): ClientConnection {
    const { cluster, port, proxy, _blueprint: { facts: { engine } } } = store;
    return new ClientConnection({
      store, engine, host: proxy?.endpoint ?? cluster.clusterEndpoint.hostname, port: proxy?.port ?? port, proxied: proxy !== undefined,
    });
  }

  /**
   * The connection to the readers of a cluster. Behind a proxy only the proxy reaches them.
   *
   * @param store the cluster
   */
  public static readers(store: SecureAuroraCluster): ClientConnection {
    const { cluster, port, _blueprint: { facts: { engine } } } = store;
    return new ClientConnection({ store, engine, host: cluster.clusterReadEndpoint.hostname, port, proxied: false });
  }

  /**
   * The connection to the members of a secondary cluster, which read.
   *
   * @param store the cluster
   */
  public static secondaryCluster(store: SecureAuroraSecondaryCluster): ClientConnection {
    const { cluster, port } = store;
    return new ClientConnection({ store, engine: cluster.engine!.engineType, host: cluster.clusterReadEndpoint.hostname, port, proxied: false });
  }

  /** The address of the database, as its certificate names it. */
  public readonly host: string;

  /** The port of the database. */
  public readonly port: number;

  /** Where the authorities can be had that sign its certificate. */
  public readonly certificateBundleUrl: string;

  private readonly endpoint: Endpoint;

  private constructor(endpoint: Endpoint) {
    this.endpoint = endpoint;
    this.host = endpoint.host;
    this.port = endpoint.port;
    this.certificateBundleUrl = certificateBundleUrl(endpoint.store, endpoint);
  }

  /**
   * Variables that tell an application where to connect, and to verify the certificate and the name in it.
   *
   * Throws `CLIENT_WITHOUT_TLS` for Oracle, which encrypts without certificates, `CERTIFICATE_BUNDLE_INVALID` for what is no absolute path, and
   * `CLIENT_USER_INVALID` or `CLIENT_DATABASE_INVALID` for names with blanks and such that are empty or too long.
   *
   * @see https://www.postgresql.org/docs/current/libpq-envars.html
   * @param settings where the bundle lies, and who connects
   */
  public environment(settings: ClientSettings): { [name: string]: string } {
    this.check(settings);
    const { certificateBundle, user, database } = settings;
    const [host, port] = [this.host, asText(this.port)];
    const all: Record<string, string | undefined> = {
      DATABASE_HOST: host,
      DATABASE_PORT: port,
      DATABASE_TLS: VERIFY,
      DATABASE_CA_BUNDLE: certificateBundle,
      DATABASE_USER: user,
      DATABASE_NAME: database,
    };
    if (this.endpoint.engine.includes('postgres')) {
      Object.assign(all, { PGHOST: host, PGPORT: port, PGSSLMODE: VERIFY, PGSSLROOTCERT: certificateBundle, PGUSER: user, PGDATABASE: database });
    }
    return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  }

  private check({ certificateBundle, user, database }: ClientSettings): void {
    const { store, engine } = this.endpoint;
    const problems = new PropProblems('Connection to', store, 'environment()');
    problems.when(engine.startsWith('oracle'), 'CLIENT_WITHOUT_TLS',
      () => `${engine} encrypts by its native network encryption, which knows no certificates; require it in the sqlnet.ora of the client`);
    problems.text('certificateBundle', certificateBundle, {
      code: 'CERTIFICATE_BUNDLE_INVALID', pattern: /^(\/|[A-Za-z]:[\\/])\S*$/, allowed: 'absolute paths', instead: "pass for example '/etc/ssl/rds/global-bundle.pem'",
    });
    const names = { pattern: /^\S{1,63}$/, allowed: '1 to 63 characters without blanks', instead: 'leave it out if the application knows' };
    problems.text('user', user, { code: 'CLIENT_USER_INVALID', ...names });
    problems.text('database', database, { code: 'CLIENT_DATABASE_INVALID', ...names });
    problems.throwIfAny();
  }
}
