import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { keyAttributes, SecureDynamoTableProps, TablePolicy } from './dynamo-props';
import { capacityOf } from './dynamo-render';
import { checkReplicas } from './dynamo-replica-checks';
import { PropProblems, quoted } from '../../core/check-props';
import { CLASSIFICATIONS } from '../../core/data-classification';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { MAX_GLOBAL_INDEXES, MAX_LOCAL_INDEXES, MAX_POLICY_BYTES, MAX_PROJECTED_ATTRIBUTES, MAX_RECOVERY_DAYS, NAME_PATTERN } from '../../facts/dynamodb-limits';
import { DYNAMODB_RECOVERY } from '../../facts/recovery';
import { checkOwnBackupPlan } from '../backup/own-backup-plan';
import { checkRecovery } from '../recovery/recovery-checks';

/** Report everything that is wrong with the props of a table. */
export function checkDynamoProps(scope: Construct, props: SecureDynamoTableProps, hardening: Hardening, problems: PropProblems): void {
  problems.mustBeKnown('tableName', props.tableName, 'TABLE_NAME_UNKNOWN', 'pass plain text: the policy of the table names it');
  checkName('tableName', props.tableName, 'TABLE_NAME_INVALID', problems);
  checkAttributes(props, problems);
  checkIndexes(props, problems);
  checkEncryption(props, hardening, problems);
  checkPeriod(props, hardening, problems);
  checkRecovery(props.recovery?.objectives, DYNAMODB_RECOVERY, hardening, problems);
  checkOwnBackupPlan(hardening, problems);
  checkPolicy(props.policy ?? {}, hardening, problems);
  capacityOf(props)._check('capacity', problems);
  checkReplicas(known(Stack.of(scope).region), props, problems);
}

function checkName(name: string, value: string | undefined, code: string, problems: PropProblems): void {
  problems.text(name, value, {
    code, pattern: NAME_PATTERN, allowed: '3 to 255 letters, digits, underscores, dots or hyphens', instead: 'choose another name',
  });
}

function checkAttributes(props: SecureDynamoTableProps, problems: PropProblems): void {
  const types = new Map<string, string>();
  const { globalIndexes = [], localIndexes = [] } = props.indexes ?? {};
  const keys = [props, ...globalIndexes, ...localIndexes.map(({ sortKey }) => ({ partitionKey: props.partitionKey, sortKey }))];
  for (const { name, type } of keys.flatMap(keyAttributes)) {
    const earlier = types.get(name);
    problems.when(earlier !== undefined && earlier !== type, 'ATTRIBUTE_TYPE_CONFLICT',
      () => `the key attribute ${quoted(name)} is ${type} here and ${earlier} there, but an attribute has one type; use another attribute`);
    types.set(name, type);
  }
  const timeToLive = props.features?.timeToLiveAttribute;
  // expiry counts seconds: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
  problems.when(timeToLive === '' || (types.get(timeToLive ?? '') ?? 'N') !== 'N', 'TIME_TO_LIVE_INVALID',
    () => `\`features.timeToLiveAttribute\` is ${quoted(timeToLive!)}, allowed are attributes that hold numbers; use an attribute of its own`);
}

function checkIndexes({ sortKey, indexes }: SecureDynamoTableProps, problems: PropProblems): void {
  const { globalIndexes = [], localIndexes = [] } = indexes ?? {};
  const all = [...globalIndexes, ...localIndexes];
  const names = all.map(({ name }) => name);
  names.forEach((name) => {
    problems.mustBeKnown('indexes', name, 'INDEX_NAME_UNKNOWN', 'pass plain text: alarms and grants name it');
    checkName('indexes', name, 'INDEX_NAME_INVALID', problems);
  });
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  problems.when(twice !== undefined, 'INDEX_REPEATED', () => `\`indexes\` has ${quoted(twice!)} twice; give each index a name of its own`);
  problems.when(localIndexes.length > 0 && sortKey === undefined, 'LOCAL_INDEX_WITHOUT_SORT_KEY',
    () => 'a table without `sortKey` has one item in each partition, and no local index; add `sortKey` or use a global index');
  const count = (what: string, got: number, most: number) => problems.when(got > most, 'TOO_MANY_INDEXES',
    () => `\`indexes.${what}\` has ${got}, at most ${most} are allowed; combine some`);
  count('globalIndexes', globalIndexes.length, MAX_GLOBAL_INDEXES);
  count('localIndexes', localIndexes.length, MAX_LOCAL_INDEXES);
  const projected = all.reduce((sum, { projectedAttributes = [] }) => sum + projectedAttributes.length, 0);
  problems.when(projected > MAX_PROJECTED_ATTRIBUTES, 'TOO_MANY_PROJECTED_ATTRIBUTES',
    () => `all indexes together project ${projected} attributes, at most ${MAX_PROJECTED_ATTRIBUTES} are allowed; leave \`projectedAttributes\` out for all attributes`);
}

function checkEncryption({ encryption, encryptionKey }: SecureDynamoTableProps, { classification }: Hardening, problems: PropProblems): void {
  problems.when(encryption !== undefined && !encryption._allowedFor.includes(classification), 'KEY_OWNER_FORBIDDEN',
    () => `\`encryption\` is a key that is ${encryption!._owner.replace('-', ' ')}, allowed for data classified as ${encryption!._allowedFor.join(' or ')}, `
      + `not ${classification}; use DynamoEncryption.customerManagedKey()`);
  problems.when(encryption?._reason !== undefined && encryptionKey !== undefined, 'KEY_CONTRADICTED',
    () => `\`encryptionKey\` is given, but \`encryption\` is a key that is ${encryption!._owner.replace('-', ' ')}; remove one of the two`);
}

function checkPeriod({ recovery }: SecureDynamoTableProps, hardening: Hardening, problems: PropProblems): void {
  const period = recovery?.period;
  problems.mustBeKnown('recovery.period', period, 'RECOVERY_PERIOD_UNKNOWN', 'pass a Duration of whole days');
  problems.days('recovery.period', period, {
    code: 'RECOVERY_PERIOD_OUT_OF_RANGE',
    min: CLASSIFICATIONS[hardening.classification].minBackupDays,
    max: MAX_RECOVERY_DAYS,
    instead: 'leave it out for 35 days',
  });
  problems.when(period !== undefined && !hardening.keeps(Safeguard.BACKUPS), 'RECOVERY_CONTRADICTED',
    () => '`recovery.period` is set, and Safeguard.BACKUPS is waived; remove one of the two');
}

/** What a policy with all statements takes besides the names in `policy`, for a table with the longest name. */
export const POLICY_FRAME_BYTES = 6 * 1024;

/** Two quotation marks and a comma for each name. */
const QUOTES = 3;

function checkPolicy(policy: TablePolicy, hardening: Hardening, problems: PropProblems): void {
  const { deletionRoleArns = [], deploymentRoleArns = [], outsideRoleArns = [], vpcEndpointIds, organizationId } = policy;
  for (const [name, arns] of Object.entries({ deletionRoleArns, deploymentRoleArns, outsideRoleArns })) {
    arns.forEach((arn, index) => problems.text(`policy.${name}[${index}]`, arn, {
      code: 'ROLE_ARN_INVALID',
      pattern: /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/*?-]*\w[\w+=,.@/*?-]*$/,
      allowed: 'ARNs of roles of one account, whose name is not just a wildcard',
      instead: 'name the roles',
    }));
  }
  problems.when(vpcEndpointIds?.length === 0, 'VPC_ENDPOINTS_EMPTY',
    () => '`policy.vpcEndpointIds` is empty, so nobody could read the table; name an endpoint or leave it out');
  problems.when(outsideRoleArns.length > 0 && vpcEndpointIds === undefined, 'OUTSIDE_ROLES_WITHOUT_ENDPOINTS',
    () => '`policy.outsideRoleArns` names roles that pass the endpoints, but `policy.vpcEndpointIds` names no endpoint; remove one or add the other');
  problems.text('policy.organizationId', organizationId, {
    code: 'ORGANIZATION_INVALID', pattern: /^o-[a-z0-9]{10,32}$/, allowed: 'ids such as o-a1b2c3d4e5', instead: 'copy the id from AWS Organizations',
  });
  // roles that may delete stand in two statements
  const names = [...deletionRoleArns, ...deletionRoleArns, ...deploymentRoleArns, ...outsideRoleArns, ...vpcEndpointIds ?? []];
  const size = names.reduce((sum, text) => sum + (known(text) ?? '').length + QUOTES, POLICY_FRAME_BYTES);
  problems.when(size > MAX_POLICY_BYTES, 'POLICY_TOO_LARGE',
    () => `\`policy\` names ${names.length} roles and endpoints, with which the policy of the table takes about ${size} bytes, at most ${MAX_POLICY_BYTES} are allowed; name roles by a wildcard`);
  const named = deletionRoleArns.length > 0 || policy.deploymentRoleArns !== undefined;
  problems.when(named && !hardening.keeps(Safeguard.MFA_DELETION), 'POLICY_CONTRADICTED',
    () => '`policy` names roles that need no MFA, and Safeguard.MFA_DELETION is waived; remove one of the two');
}
