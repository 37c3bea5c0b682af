import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseRight } from './database-right';
import { DatabaseServer } from './database-server';
import { UserAuthentication } from './user-authentication';
import { DataClassification } from '../../core/data-classification';
import { ITieredNetwork } from '../../foundation/network/network';

/** A database on a server. */
export interface UserDatabase {
  /** Its name: 1 to 63 bytes (PostgreSQL) or 64 characters. A database that is missing is made; none is ever dropped. */
  readonly name: string;

  /**
   * Schemas that are made if they are missing; PostgreSQL only.
   *
   * @default - the schema `public`, which every database has
   */
  readonly schemas?: string[];
}

/** A user of databases, and everything that it may do. */
export interface DatabaseUser {
  /** Its name: 1 to 63 bytes (PostgreSQL) or 32 characters (MySQL, MariaDB). */
  readonly name: string;

  /** What it may do; anything else is revoked. */
  readonly rights: DatabaseRight[];

  /**
   * How it proves who it is.
   *
   * @default - with IAM tokens; with a rotated secret of its own where the server takes none
   */
  readonly authentication?: UserAuthentication;

  /**
   * Most connections at a time, at least 1. In MySQL and MariaDB they are counted for each of its `hosts`.
   *
   * @default - as many as the server has
   */
  readonly maxConnections?: number;

  /**
   * Where it may come from: addresses, networks as `10.0.0.0/255.255.0.0`, patterns as `10.0.1.%`. MySQL and MariaDB only.
   *
   * @default - any address that the security groups admit
   */
  readonly hosts?: string[];
}

/** Properties of `DatabaseUsers`. */
export interface DatabaseUsersProps {
  /** The server. */
  readonly server: DatabaseServer;

  /** The network of the server: the function that makes the users runs in its app tier. */
  readonly network: ITieredNetwork;

  /** The databases in which the users have rights. */
  readonly databases: UserDatabase[];

  /** The users. */
  readonly users: DatabaseUser[];

  /**
   * Who inherits the objects of users that are removed, by the name of the removed user.
   *
   * PostgreSQL: everything that the user owns. MySQL: the views and events that the user defines, which then run with the
   * rights of the heir, so read them first; the heir is among `users`, and becomes the definer with the first of its `hosts`.
   * The DEFINER of a routine or trigger cannot be changed in place: it has to be dropped and made again. RDS lets its master
   * user name another definer in MySQL from version 8 on, and not in MariaDB (`HEIRS_UNSUPPORTED`).
   *
   * What has been inherited stays with the heir when the deployment is rolled back afterwards.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html
   * @default - removing a user that owns something fails, and the event lists what it owns
   */
  readonly heirs?: { [removedUser: string]: string };

  /**
   * Any text; when it changes, the rights are compared and brought about again although nothing else has changed:
   * after a restore, or after somebody has changed rights by hand.
   *
   * @default - only when the declaration changes
   */
  readonly revision?: string;

  /**
   * Executions that are set aside for the function, 0 to 10. With 0 none are: accounts that are new have ten
   * in all, of which Lambda lets none be set aside, and the deployment would fail.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   * @default 1
   */
  readonly reservedConcurrency?: number;

  /**
   * The addresses of S3 in this region, so that the function opens port 443 to them alone; it answers CloudFormation there.
   *
   * @default - any IPv4 address on 443; the routes of the app subnets limit where that gets
   */
  readonly s3PrefixList?: ec2.IPrefixList;

  /**
   * How much harm a leak or loss of the data would do; sets how long the log of the function is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

/** What a workload needs to connect: TLS is required, and the certificate can be verified. */
export interface DatabaseConnection {
  /** The host name, which the certificate names too. */
  readonly host: string;

  /** The port. */
  readonly port: number;

  /** The name of the user. */
  readonly username: string;

  /** The engine as RDS spells it. */
  readonly engine: string;

  /** Where the certificates of the authorities are downloaded, in PEM: put the file into the image of the workload. */
  readonly certificateBundleUrl: string;

  /**
   * The secret with the password, which the grantee may read: JSON with `username` and `password`.
   *
   * @default - the user presents IAM tokens
   */
  readonly secret?: secretsmanager.ISecret;
}
