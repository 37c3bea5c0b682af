import { CustomResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { REDSHIFT_DATA } from './redshift-services';
import { checkWay } from '../../foundation/functions/called-service';
import { keyThrough, RequestFunction } from '../request-function';
import { GrantDeclaration } from './handler/grant-declaration';
import { checkGrants } from './handler/grant-names';
import { GRANTS } from './handler/requests';
import { RedshiftGroupRight } from './redshift-group-right';
import { RedshiftWarehouse, WarehouseParts } from './redshift-warehouse';
import { PropProblems } from '../../core/check-props';
import { DataClassification } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { isDeployTime } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { Refusal } from '../../foundation/functions/refusal';
import { ITieredNetwork } from '../../foundation/network/network';

/** A group of database users, and everything that it may do in the schemas that it names. */
export interface RedshiftGroup {
  /** Its name in lower case: 1 to 127 bytes. A group that is missing is made; none is ever dropped. */
  readonly name: string;

  /** What it may do; anything else in these schemas is revoked. */
  readonly rights: RedshiftGroupRight[];
}

/** Properties of `RedshiftDatabaseGrants`. */
export interface RedshiftDatabaseGrantsProps {
  /** The warehouse. */
  readonly warehouse: RedshiftWarehouse;

  /** The network of the warehouse: the function that grants runs in its app tier. */
  readonly network: ITieredNetwork;

  /** The groups. */
  readonly groups: RedshiftGroup[];

  /**
   * The database in which the groups have rights.
   *
   * @default - the first database of the warehouse
   */
  readonly database?: string;

  /**
   * Any text; when it changes, the rights are granted again although nothing else has changed: after new tables, a restore, or after somebody has
   * changed rights by hand.
   *
   * @default - only when the declaration changes
   */
  readonly revision?: string;

  /**
   * How much harm a leak or loss of the data would do; sets how long the log of the function is kept.
   *
   * @default DataClassification.CONFIDENTIAL
   */
  readonly classification?: DataClassification;
}

/** Lambda takes asynchronous requests of up to 256 KB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_DECLARATION = 90_000;

const SAFEGUARDS = [Safeguard.CUSTOMER_MANAGED_KEY, Safeguard.MANAGED_CREDENTIALS];

/**
 * Groups of a Redshift database, each with the least that it needs: on schemas, tables or single columns.
 *
 * - What is declared is granted, what is no longer declared is revoked. The rights of a group in a schema change in one transaction, so
 *   that rights given by hand are gone and nobody sees a state in between.
 * - Users come into a group for one session: `warehouse.grants.connect(role, 'reports', ['analysts'])`.
 * - A function in the app tier does it through the Data API, which alone reads the secret of the administrator.
 *
 * ### What this does not do
 *
 * - It makes no users, and drops neither groups nor schemas; a group that is no longer declared stays without rights.
 * - It touches no schema that the declaration does not name, and no right of users or roles.
 * - A table that is made later is granted at the next deployment with another `revision`.
 * - Names are in lower case: Redshift makes capital letters small, unless the session says otherwise.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 */
export class RedshiftDatabaseGrants extends Construct {
  /** The custom resource. */
  public readonly resource: CustomResource;

  /**
   * Throws one error with all problems: `ENDPOINT_MISSING`, `NAME_UNKNOWN`, `DECLARATION_TOO_LARGE`, `GROUP_INVALID`, `SCHEMA_RESERVED`,
   * `RIGHT_INVALID`, and the `NAME_` codes.
   */
  public constructor(scope: Construct, id: string, props: RedshiftDatabaseGrantsProps) {
    const problems = new PropProblems('RedshiftDatabaseGrants', scope, id);
    const { classification, network, revision } = props;
    const hardening = new Hardening({ construct: 'RedshiftDatabaseGrants', classification, safeguards: SAFEGUARDS }, problems);
    const declaration = declarationOf(props.groups);
    check(declaration, problems);
    checkWay(network, REDSHIFT_DATA, problems);
    problems.throwIfAny();

    super(scope, id);
    const parts = props.warehouse._parts;
    const handler = new RequestFunction(this, {
      bundle: 'redshift',
      service: 'Redshift',
      network,
      key: parts.store.encryptionKey,
      classification,
      alerts: parts.store.alerts,
      purpose: `Grants to groups of ${this.node.path}`,
      statements: statementsFor(this, parts),
    });
    this.resource = handler.resource(this, 'Grants', 'RedshiftDatabaseGrants', {
      Kind: GRANTS,
      ...parts.target,
      Database: props.database ?? parts.database,
      SecretArn: parts.secret.secretArn,
      Declaration: JSON.stringify(declaration),
      Revision: revision,
    });
    this.resource.node.addDependency(parts.before);
    hardening.recordOn(this);
  }
}

function declarationOf(groups: RedshiftGroup[]): GrantDeclaration {
  return { groups: groups.map(({ name, rights }) => ({ name, rights: rights.map(({ _declared }) => _declared) })) };
}

function check(declaration: GrantDeclaration, problems: PropProblems): void {
  const texts = declaration.groups.flatMap(({ name, rights }) => [
    name, ...rights.flatMap(({ schema, table, columns }) => [schema, table, ...columns ?? []]),
  ]);
  if (texts.some(isDeployTime)) {
    problems.add('NAME_UNKNOWN', 'a name among `groups` is only known at deployment (a token), but it is checked and quoted; pass plain text');
    return;
  }
  try {
    // the function checks the same again, with the same words
    checkGrants(declaration);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    problems.add(error.code, error.message.slice(error.code.length + 2));
  }
  const size = Buffer.byteLength(JSON.stringify(declaration));
  problems.when(size > MAX_DECLARATION, 'DECLARATION_TOO_LARGE',
    () => `\`groups\` makes a declaration of ${size} bytes, at most ${MAX_DECLARATION} fit into one request; divide the groups among several RedshiftDatabaseGrants`);
}

/** https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-iam.html */
function statementsFor(scope: Construct, { arn, secret, store }: WarehouseParts): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ sid: 'Statements', actions: ['redshift-data:ExecuteStatement', 'redshift-data:BatchExecuteStatement'], resources: [arn] }),
    new iam.PolicyStatement({
      // these know no resource, but whose statement it is
      sid: 'OwnStatements',
      actions: ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult'],
      resources: ['*'],
      conditions: { StringEquals: { 'redshift-data:statement-owner-iam-userid': '${aws:userid}' } },
    }),
    new iam.PolicyStatement({ sid: 'Administrator', actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretFullArn ?? secret.secretArn] }),
    keyThrough(scope, 'secretsmanager', secret.encryptionKey ?? store.encryptionKey, ['kms:Decrypt']),
  ];
}
