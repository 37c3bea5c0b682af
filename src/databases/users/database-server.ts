import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { SecureAuroraCluster } from '../aurora/secure-aurora-cluster';
import { RdsGrants } from '../rds/rds-grants';
import { SecureRdsInstance } from '../rds/secure-rds-instance';

/** A database server that was not made by this library, or lives in another app. */
export interface ImportedServerAttributes {
  /** The engine as RDS spells it: `mysql`, `mariadb`, `postgres`, `aurora-mysql` or `aurora-postgresql`. */
  readonly engine: string;

  /** The host name of the writer, as its certificate names it. */
  readonly host: string;

  /** The port that it listens on, 1 to 65535. */
  readonly port: number;

  /** How IAM names it: `db-…` of an instance, `cluster-…` of a cluster. */
  readonly resourceId: string;

  /** The secret with the master credential: JSON with `username` and `password`. */
  readonly masterSecret: secretsmanager.ISecret;

  /** The key of the master secret; it also encrypts logs and failed requests. Its policy is not changed. */
  readonly encryptionKey: kms.IKey;

  /** The security groups of the server. A rule that admits the function is added to each. */
  readonly securityGroups: ec2.ISecurityGroup[];

  /** Where alarms go. */
  readonly alerts: sns.ITopic;
}

/**
 * A server whose users are declared.
 */
export class DatabaseServer {
  /**
   * An instance of this library: MySQL, MariaDB or PostgreSQL. Applications connect through its proxy if there is one.
   *
   * @param store the instance
   */
  public static instance(store: SecureRdsInstance): DatabaseServer {
    return new DatabaseServer(partsOf(store, store.instance.engine, store.instance.dbInstanceEndpointAddress));
  }

  /**
   * An Aurora cluster of this library. Users are made on the writer; applications connect through the proxy if there is one.
   *
   * @param store the cluster
   */
  public static cluster(store: SecureAuroraCluster): DatabaseServer {
    return new DatabaseServer(partsOf(store, store.cluster.engine, store.cluster.clusterEndpoint.hostname));
  }

  /**
   * A server that somebody else made.
   *
   * Throws `HOST_INVALID`, `PORT_OUT_OF_RANGE`, `RESOURCE_ID_INVALID`, `SECURITY_GROUPS_EMPTY`.
   *
   * @param attributes where it is, and who administers it
   */
  public static imported(attributes: ImportedServerAttributes): DatabaseServer {
    checkAttributes(attributes);
    return new DatabaseServer({
      ...attributes,
      clientHost: attributes.host,
      clientPort: attributes.port,
      // its owner knows; a user without tokens is declared with another authentication
      iamAuthentication: true,
      proxied: false,
      grants: (scope) => RdsGrants._of({ construct: scope, resourceId: attributes.resourceId, iamAuthentication: true }),
    });
  }

  /** @internal */
  public readonly _parts: ServerParts;

  private constructor(parts: ServerParts) {
    this._parts = parts;
  }
}

/** What is needed to know about a server. */
export interface ServerParts {
  readonly engine: string;
  readonly host: string;

  readonly port: number;

  /** Where applications connect. */
  readonly clientHost: string;
  readonly clientPort: number;

  /** Whether they connect to a proxy, which has a certificate of another authority and takes IAM tokens only. */
  readonly proxied: boolean;
  readonly iamAuthentication: boolean;
  readonly masterSecret: secretsmanager.ISecret | undefined;
  readonly encryptionKey: kms.IKey;
  readonly securityGroups: ec2.ISecurityGroup[];
  readonly alerts: sns.ITopic;
  grants(scope: Construct): RdsGrants;
}

function partsOf(store: SecureRdsInstance | SecureAuroraCluster, engine: rds.IEngine | undefined, host: string): ServerParts {
  const { port, proxy, encryptionKey, securityGroup, alerts, masterSecret, grants } = store;
  return {
    engine: engine?.engineType ?? '',
    host,
    port,
    clientHost: proxy?.endpoint ?? host,
    clientPort: proxy?.port ?? port,
    proxied: proxy !== undefined,
    iamAuthentication: grants._takesTokens,
    masterSecret,
    encryptionKey,
    alerts,
    securityGroups: [securityGroup],
    grants: () => grants,
  };
}

function checkAttributes({ host, port, resourceId, securityGroups }: ImportedServerAttributes): void {
  const problems = new PropProblems('DatabaseServer', undefined, 'imported');
  problems.text('host', host, {
    code: 'HOST_INVALID', pattern: /^(?=.{1,253}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, allowed: 'host names such as orders.abc123.eu-west-1.rds.amazonaws.com', instead: 'pass the endpoint without a port',
  });
  problems.wholeNumber('port', port, { code: 'PORT_OUT_OF_RANGE', min: 1, max: 65_535, instead: 'pass the port that the server listens on' });
  problems.text('resourceId', resourceId, {
    code: 'RESOURCE_ID_INVALID', pattern: /^(db|cluster)-[A-Z0-9]+$/, allowed: 'ids such as db-ABCDEFGHIJKL01234 or cluster-ABCDEFGHIJKL01234', instead: 'pass what RDS calls the resource id, not the identifier',
  });
  problems.when(securityGroups.length === 0, 'SECURITY_GROUPS_EMPTY', () => (
    '`securityGroups` is empty, so that nothing would let the function reach the server; pass the groups of the server'));
  problems.throwIfAny();
}
