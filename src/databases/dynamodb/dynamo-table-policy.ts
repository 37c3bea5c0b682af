import { Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnOfCopy, DynamoBlueprint, TableCopy } from './dynamo-blueprint';
import { ReplicaStage } from './dynamo-replica';
import { Safeguard } from '../../core/safeguard';
import { teardownNoteOf } from '../../core/teardown-note';
import { DYNAMODB_TABLE_DESTRUCTION } from '../../facts/destructive-actions';
import { DATA_ACTIONS } from '../../facts/dynamodb-rights';

type Conditions = Record<string, Record<string, string | string[]>>;

/** Deletes the table or a copy of it. CloudFormation needs these for a table that is not retained. */
const DELETION = ['dynamodb:DeleteTable', 'dynamodb:DeleteTableReplica'];

/** Takes protections off. The backups are resources of their own, which the policy of the table does not reach. */
const UNPROTECTING = DYNAMODB_TABLE_DESTRUCTION.actions.filter((action) => !DELETION.includes(action) && action !== 'dynamodb:DeleteBackup');

/** The policy of one copy, or none while its safeguards are off. */
export function tablePolicy(blueprint: DynamoBlueprint, copy: TableCopy): iam.PolicyDocument | undefined {
  const statements = copy.stage === ReplicaStage.JOINING ? [] : [...tlsOnly(blueprint), ...mfaToDestroy(blueprint), ...insideOnly(blueprint)];
  if (statements.length === 0) {
    return undefined;
  }
  const arn = arnOfCopy(blueprint.scope, blueprint.tableName, copy.region);
  const resources = [arn, `${arn}/index/*`];
  return new iam.PolicyDocument({
    statements: statements.map(({ sid, actions, conditions }) => new iam.PolicyStatement({
      sid, effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: [...actions], resources, conditions,
    })),
  });
}

interface Denial {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly conditions: Conditions;
}

function tlsOnly({ hardening }: DynamoBlueprint): Denial[] {
  return hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT)
    ? [{ sid: 'DenyPlainHttp', actions: ['dynamodb:*'], conditions: { Bool: { 'aws:SecureTransport': 'false' } } }]
    : [];
}

/**
 * Nobody without MFA deletes the table, and nobody but deployments and AWS's own roles changes it.
 *
 * DynamoDB replicates and scales with roles of its own; a table whose policy denies them leaves the global table for ever after
 * 20 hours: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html
 */
function mfaToDestroy(blueprint: DynamoBlueprint): Denial[] {
  const { scope, props, hardening } = blueprint;
  if (!hardening.keeps(Safeguard.MFA_DELETION)) {
    return [];
  }
  const { partition, account } = Stack.of(scope);
  const { deletionRoleArns = [], deploymentRoleArns = [`arn:${partition}:iam::${account}:role/cdk-*-cfn-exec-role-*`] } = props.policy ?? {};
  const changing = [...deploymentRoleArns, ...deletionRoleArns, serviceRoles(blueprint)];
  // a table that is not retained, or whose teardown is announced later, is deleted by CloudFormation
  const isRetained = () => hardening.keeps(Safeguard.RETENTION) && teardownNoteOf(scope) === undefined;
  const deleting = Lazy.list({ produce: () => (isRetained() ? [...deletionRoleArns, serviceRoles(blueprint)] : changing) });
  return [
    { sid: 'DenyDeletionWithoutMfa', actions: DELETION, conditions: withoutMfa(deleting) },
    { sid: 'DenyUnprotectingWithoutMfa', actions: UNPROTECTING, conditions: withoutMfa(changing) },
  ];
}

function withoutMfa(exceptions: string[]): Conditions {
  return {
    // `IfExists`: requests that say nothing about MFA (access keys, roles) are denied too
    BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', 'aws:PrincipalIsAWSService': 'false' },
    ArnNotLike: { 'aws:PrincipalArn': exceptions },
  };
}

function insideOnly(blueprint: DynamoBlueprint): Denial[] {
  const { vpcEndpointIds, organizationId, outsideRoleArns = [] } = blueprint.props.policy ?? {};
  const exceptions: Conditions = {
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    ArnNotLike: { 'aws:PrincipalArn': [...outsideRoleArns, serviceRoles(blueprint)] },
  };
  return [
    ...(vpcEndpointIds ? [{
      sid: 'DenyPastTheEndpoints',
      actions: DATA_ACTIONS,
      // a request that comes through no endpoint names none, and is denied
      conditions: { ...exceptions, StringNotEquals: { 'aws:SourceVpce': [...vpcEndpointIds] } },
    }] : []),
    ...(organizationId ? [{
      sid: 'DenyOtherOrganizations',
      actions: DATA_ACTIONS,
      conditions: {
        BoolIfExists: exceptions.BoolIfExists,
        ArnNotLike: { 'aws:PrincipalArn': [serviceRoles(blueprint)] },
        StringNotEquals: { 'aws:PrincipalOrgID': organizationId },
      },
    }] : []),
  ];
}

/** The service-linked roles of the account, which only AWS services can assume. */
function serviceRoles({ scope }: DynamoBlueprint): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:iam::${account}:role/aws-service-role/*`;
}
