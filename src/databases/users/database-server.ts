import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
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
   * An instance of this library: MySQL, MariaDB or PostgreSQL.
   *
   * @param store the instance
   */
  public static instance(store: SecureRdsInstance): DatabaseServer {
    const { instance } = store;
    return new DatabaseServer({
      ...partsOf(store),
      engine: instance.engine?.engineType ?? '',
      host: instance.dbInstanceEndpointAddress,
      clientHost: instance.dbInstanceEndpointAddress,
      masterSecret: store.masterSecret,
      grants: () => store.grants,
    });
  }

  /**
   * An Aurora cluster of this library. Users are made on the writer; applications connect through the proxy if there is one.
   *
   * @param store the cluster
   */
  public static cluster(store: SecureAuroraCluster): DatabaseServer {
    const { cluster, proxy } = store;
    return new DatabaseServer({
      ...partsOf(store),
      engine: cluster.engine?.engineType ?? '',
      host: cluster.clusterEndpoint.hostname,
      clientHost: proxy?.proxy.endpoint ?? cluster.clusterEndpoint.hostname,
      masterSecret: store.masterSecret,
      grants: () => store.grants,
    });
  }

  /**
   * A server that somebody else made.
   *
   * @param attributes where it is, and who administers it
   */
  public static imported(attributes: ImportedServerAttributes): DatabaseServer {
    return new DatabaseServer({
      ...attributes,
      clientHost: attributes.host,
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

  /** Where applications connect. */
  readonly clientHost: string;
  readonly port: number;
  readonly masterSecret: secretsmanager.ISecret | undefined;
  readonly encryptionKey: kms.IKey;
  readonly securityGroups: ec2.ISecurityGroup[];
  readonly alerts: sns.ITopic;
  grants(scope: Construct): RdsGrants;
}

function partsOf({ port, encryptionKey, securityGroup, alerts }: SecureRdsInstance | SecureAuroraCluster) {
  return { port, encryptionKey, securityGroups: [securityGroup], alerts };
}

const GLOBAL = 'global/global-bundle.pem';

/** Where the certificates of the authorities are: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html */
export function certificateBundleUrl(scope: Construct): string {
  const { region } = Stack.of(scope);
  // a token is none of them: the bundle of the commercial regions
  if (region.startsWith('cn-')) {
    return `https://rds-truststore.s3.cn-north-1.amazonaws.com.cn/${GLOBAL}`;
  }
  return region.startsWith('us-gov-') ? `https://truststore.pki.us-gov-west-1.rds.amazonaws.com/${GLOBAL}` : `https://truststore.pki.rds.amazonaws.com/${GLOBAL}`;
}
