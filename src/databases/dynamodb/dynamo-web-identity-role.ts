import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { reportLimits } from './item-limits';
import { SecureDynamoTable } from './secure-dynamo-table';
import { WebIdentityProvider } from './web-identity-provider';
import { PropProblems } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { COGNITO_HOST, COGNITO_HOSTS } from '../../facts/cognito';

/** What users may do with their own items. */
export enum OwnItems {
  /** Read them. */
  READ = 'read',

  /** Write them, and see nothing of what is stored. */
  WRITE = 'write',

  /** Read and write them. */
  READ_WRITE = 'read-write',
}

/** Properties of `DynamoWebIdentityRole`. */
export interface DynamoWebIdentityRoleProps {
  /** The table, whose partition key holds the id of the user to whom an item belongs. */
  readonly table: SecureDynamoTable;

  /** Who says who the user is. */
  readonly provider: WebIdentityProvider;

  /**
   * What users may do with their own items.
   *
   * @default OwnItems.READ_WRITE
   */
  readonly rights?: OwnItems;

  /**
   * The attributes that users may reach, at least one; the key is added.
   *
   * @default - all attributes of their own items
   */
  readonly attributes?: string[];

  /**
   * How long the credentials of a user may last: whole minutes, 1 to 12 hours.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}

/**
 * The role of users who reach a table directly from a browser or an app: each sees items whose partition key is the user's own id,
 * and nothing else.
 *
 * - Only users that the provider has signed in can assume the role, for the audience that is named.
 * - Each request must name the partition; scans, PartiQL and indexes with another partition key are refused.
 *
 * ### What this does not do
 *
 * - It does not limit how much a user reads or writes: limit the table with `DynamoCapacity.onDemand({ maxReadUnits })`.
 * - A table whose `policy` names VPC endpoints cannot be reached from browsers.
 */
export class DynamoWebIdentityRole extends Construct {
  /** The role: the authenticated role of the identity pool, or what the app passes to `AssumeRoleWithWebIdentity`. */
  public readonly role: iam.Role;

  /** Throws `PARTITION_KEY_NOT_TEXT`, `SESSION_DURATION_OUT_OF_RANGE`, `COGNITO_HOST_ELSEWHERE`, `ATTRIBUTES_EMPTY`, `ATTRIBUTE_INVALID`. */
  public constructor(scope: Construct, id: string, props: DynamoWebIdentityRoleProps) {
    const problems = new PropProblems('DynamoWebIdentityRole', scope, id);
    const { props: { partitionKey: { type, name } }, hardening: { classification } } = props.table._blueprint;
    const hardening = new Hardening({ construct: 'DynamoWebIdentityRole', classification, safeguards: [Safeguard.TIERED_ACCESS] }, problems);
    problems.when(type !== 'S', 'PARTITION_KEY_NOT_TEXT',
      () => `the partition key '${name}' of the table is ${type}, but the ids of users are text; use a table with a partition key of type S`);
    problems.wholeNumber('maxSessionDuration', known(props.maxSessionDuration)?.toMinutes({ integral: false }), {
      code: 'SESSION_DURATION_OUT_OF_RANGE', min: 60, max: 720, unit: 'minutes', instead: 'leave it out, or pass a duration in that range',
    });
    const hostHere = COGNITO_HOSTS[known(Stack.of(scope).region) ?? ''];
    problems.when(hostHere !== undefined && props.provider._host === COGNITO_HOST, 'COGNITO_HOST_ELSEWHERE',
      () => `\`provider\` is a pool under ${COGNITO_HOST}, but in the region of the stack IAM knows Cognito as ${hostHere}; pass it as \`host\``);
    reportLimits({ attributes: props.attributes }, problems);
    problems.throwIfAny();

    super(scope, id);
    this.role = new iam.Role(this, 'Role', {
      description: `Users who reach their own items of ${props.table.node.path}`,
      assumedBy: props.provider._principal(this),
      maxSessionDuration: props.maxSessionDuration ?? Duration.hours(1),
    });
    const limits = { leadingKeys: [props.provider.userId], attributes: props.attributes };
    const { grants } = props.table;
    switch (props.rights ?? OwnItems.READ_WRITE) {
      case OwnItems.READ: grants.read(this.role, limits); break;
      case OwnItems.WRITE: grants.write(this.role, limits); break;
      default: grants.readWrite(this.role, limits);
    }
    hardening.recordOn(this);
  }
}
