import { CustomResource, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkUsers, declarationOf } from './database-users-checks';
import { usersFunction } from './database-users-function';
import { functionGroup } from './database-users-network';
import { DatabaseConnection, DatabaseUsersProps } from './database-users-props';
import { grantSecret } from './user-grant';
import { rotateSecrets, userSecrets, UserSecrets } from './user-secrets';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { physicalName } from '../../core/physical-name';
import { Safeguard } from '../../core/safeguard';
import { ALARM_PERIOD, storeAlarms } from '../../foundation/alerts/store-alarms';
import { admitAnswers } from '../../foundation/network/admit-answers';
import { certificateBundleUrl } from '../relational/certificate-bundle';

const SAFEGUARDS = [Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.MANAGED_CREDENTIALS];

/**
 * Databases and their users on an RDS server, each user with the least that it needs.
 *
 * - What is declared is made, what is no longer declared is revoked; a deployment that changes nothing sends no
 *   changing statement.
 * - Users present IAM tokens over TLS, or have a secret each, which the function rotates. `connect` lets an identity in as
 *   exactly one of them.
 * - Only what was made for this construct is touched: another user of the same name is refused, and databases
 *   are never dropped.
 * - Removing a user that owns tables, or defines views, is refused with their list, unless `heirs` names who gets them.
 * - A function in the app tier does it, which alone reads the master secret: in a group of its own, with a
 *   log that is encrypted and kept. Two deployments at once wait for each other.
 * - With PostgreSQL a failed deployment leaves the rights of a database as they were; with MySQL and MariaDB, which
 *   have no transactions for users, the function takes back what it had changed.
 *
 * ### What this does not do
 *
 * - It ends no open connections: who is connected while a user is removed stays until the connection ends.
 * - PostgreSQL cannot require TLS or an address of single users; `SecureRdsInstance` requires TLS of all.
 * - Rights on single tables need the tables: declare them in a second `DatabaseUsers`, deployed after the migration.
 * - In PostgreSQL, tables that others than the declared migrators make become readable with the next change of `revision`.
 * - Databases that were there before keep the rights of everybody (`PUBLIC`) in PostgreSQL.
 * - Renaming or moving this construct in the tree changes the owner of its users: CloudFormation then refuses, since
 *   they belong to the old one.
 */
export class DatabaseUsers extends Construct {
  /** The function that makes the users. */
  public readonly handler: lambda.Function;

  /** Requests that the function could not answer. They hold no secrets, but links with which a deployment can be answered. */
  public readonly failedRequests: sqs.Queue;

  /** The security group of the function. */
  public readonly securityGroup: ec2.SecurityGroup;

  /** What stands for the users in the template: a workload that needs them depends on it. */
  public readonly resource: CustomResource;

  private readonly props: DatabaseUsersProps;
  private readonly secrets: UserSecrets;

  /**
   * Throws one error with all problems: `ENGINE_UNSUPPORTED`, `SERVER_WITHOUT_MASTER_SECRET`, `RESERVED_CONCURRENCY_OUT_OF_RANGE`,
   * `SERVER_PORT_UNREACHABLE`, `SERVER_ELSEWHERE`, `NETWORK_ELSEWHERE`, `NETWORK_IN_OTHER_STAGE`, `HEIRS_UNSUPPORTED`, `HEIR_INVALID`, `HEIR_UNDECLARED`, `SECRETS_TOO_MANY`, `ROTATION_OUT_OF_RANGE`,
   * `ROTATION_UNKNOWN`, `DECLARATION_TOO_LARGE`, `DATABASE_REPEATED`, `USER_REPEATED`, `HOSTS_UNSUPPORTED`, `HOST_INVALID`, `MAX_CONNECTIONS_INVALID`, `MAX_CONNECTIONS_UNKNOWN`,
   * `DATABASE_UNDECLARED`, `SCHEMA_UNSUPPORTED`, `RIGHT_INVALID`, and the `NAME_` codes.
   */
  public constructor(scope: Construct, id: string, props: DatabaseUsersProps) {
    const problems = new PropProblems('DatabaseUsers', scope, id);
    const hardening = new Hardening({ construct: 'DatabaseUsers', classification: props.classification, safeguards: SAFEGUARDS }, problems);
    checkUsers(scope, props, problems);
    problems.throwIfAny();

    super(scope, id);
    this.props = props;
    this.securityGroup = functionGroup(this, props);
    admitAnswers(props.network);
    this.secrets = userSecrets(this, props);
    const { handler, failures } = usersFunction(this, props, this.secrets, this.securityGroup);
    this.handler = handler;
    this.failedRequests = failures;
    this.resource = this.declare();
    this.rotate();
    storeAlarms(this, props.server._parts.alerts, [{
      id: 'RequestsFailed',
      metric: failures.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: cloudwatch.Stats.MAXIMUM }),
      when: 'above',
      threshold: 0,
      description: 'a request to change database users was not answered; read the log of the function, then deploy again',
    }]);
    hardening.recordOn(this);
  }

  /**
   * Let an identity connect as one of the users, with a short-lived IAM token or the password in the secret of the user.
   *
   * The grant names exactly one `dbuser` ARN, or one secret and its key. The workload must reach the server: in a `TieredNetwork`, it belongs to the app tier.
   *
   * Throws `USER_UNDECLARED` for a name that is not among `users`, `PASSWORD_BEHIND_PROXY` for a user with a secret on a server
   * whose proxy takes IAM tokens only, and `IAM_AUTHENTICATION_OFF` when the server takes none.
   *
   * @param grantee who may connect
   * @param user the name of the user
   */
  public connect(grantee: iam.IGrantable, user: string): DatabaseConnection {
    const problems = new PropProblems('Grant on', this, `connect(${quoted(user)})`);
    const declared = this.props.users.find(({ name }) => name === user);
    problems.when(declared === undefined, 'USER_UNDECLARED',
      () => `\`user\` is ${quoted(user)}, declared are ${this.props.users.map(({ name }) => quoted(name)).join(', ') || 'none'}; name one of them`);
    const { engine, clientHost: host, clientPort: port, proxied, grants } = this.props.server._parts;
    const secret = this.secrets.all.get(user);
    problems.when(secret !== undefined && proxied, 'PASSWORD_BEHIND_PROXY',
      () => `\`user\` is ${quoted(user)}, who has a password, but the proxy of the server takes IAM tokens only; let the user present them`);
    problems.throwIfAny();
    if (secret) {
      grantSecret(this, grantee, secret);
    } else {
      grants(this).connect(grantee, user);
    }
    return { engine, host, port, username: user, certificateBundleUrl: certificateBundleUrl(this, { proxied }), secret };
  }

  /** @internal the secret that the function reads */
  public get _masterSecret(): secretsmanager.ISecret {
    return this.props.server._parts.masterSecret!;
  }

  private rotate(): void {
    const { engine, host, port, masterSecret } = this.props.server._parts;
    if (this.secrets.rotated.length > 0) {
      // what a secret says about the server would be believed by whoever may write it
      const target = { engine, host, port, masterSecretArn: masterSecret!.secretArn, owner: this.owner };
      this.handler.addEnvironment('TARGET', this.handler.stack.toJsonString(target));
    }
    rotateSecrets(this, this.secrets, this.handler, this.resource);
  }

  /** Is written beside every user on the server. */
  private get owner(): string {
    return physicalName(this, 200);
  }

  private declare(): CustomResource {
    const { engine, host, port, masterSecret, securityGroups } = this.props.server._parts;
    const resource = new CustomResource(this, 'Users', {
      resourceType: 'Custom::DatabaseUsers',
      serviceToken: this.handler.functionArn,
      // the function answers within 15 minutes, whatever happens
      serviceTimeout: Duration.minutes(20),
      properties: {
        Engine: engine,
        Host: host,
        Port: port,
        MasterSecretArn: masterSecret!.secretArn,
        Declaration: this.declaration(),
        Revision: this.props.revision,
      },
    });
    // the way to the server must stand before the function is called, and until it has been called for the last time
    const ways = this.node.children.filter((child) => child instanceof ec2.CfnSecurityGroupEgress || child instanceof ec2.CfnSecurityGroupIngress);
    resource.node.addDependency(this.securityGroup, ...ways, ...securityGroups);
    return resource;
  }

  private declaration(): string {
    const secretArns = new Map([...this.secrets.all].map(([user, secret]) => [user, secret.secretArn]));
    return this.handler.stack.toJsonString(declarationOf(this.props, secretArns, this.owner));
  }
}
