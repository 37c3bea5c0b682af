import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CUSTOMER } from './fixture';
import { SecureDynamoTableProps } from '../../../src/databases/dynamodb/dynamo-props';
import { SecureDynamoTable } from '../../../src/databases/dynamodb/secure-dynamo-table';
import { plain, PolicyJson } from '../../support/iam-simulator';

export const ACCOUNT = '111122223333';
export const TABLE_ARN = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`;
export const STREAM_ARN = `${TABLE_ARN}/stream/2026-11-22T00:00:00.000`;
export const KEY_ARN = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A table of orders by customer and time, with an index by status and one by total. */
export function ordersTable(props: Partial<SecureDynamoTableProps> = {}): SecureDynamoTable {
  const stack = new Stack(new App(), 'S', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  return new SecureDynamoTable(stack, 'Orders', {
    tableName: 'orders',
    partitionKey: CUSTOMER,
    sortKey: { name: 'placedAt', type: dynamodb.AttributeType.STRING },
    indexes: {
      globalIndexes: [{ name: 'byStatus', partitionKey: { name: 'status', type: dynamodb.AttributeType.STRING } }],
      localIndexes: [{ name: 'byTotal', sortKey: { name: 'total', type: dynamodb.AttributeType.NUMBER } }],
    },
    features: { stream: dynamodb.StreamViewType.NEW_IMAGE },
    ...props,
  });
}

/** A role of the app beside the table. */
export function roleOf(table: SecureDynamoTable, name: string): iam.Role {
  return new iam.Role(Stack.of(table), name, { roleName: name, assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** The policies that a stack comes to, as AWS receives them. */
export class Rendered {
  private readonly resources: Record<string, Resource>;

  public constructor(private readonly table: SecureDynamoTable) {
    const stack = Stack.of(table);
    const json = JSON.stringify(Template.fromStack(stack).toJSON().Resources)
      .replaceAll(`{"Fn::GetAtt":["${stack.resolve(table.globalTable.logicalId) as string}","StreamArn"]}`, JSON.stringify(STREAM_ARN));
    this.resources = JSON.parse(json) as Record<string, Resource>;
  }

  /** What a role of the app may do. */
  public policyOf(role: iam.IRole): PolicyJson {
    const id = Stack.of(role).resolve((role.node.defaultChild as iam.CfnRole).logicalId) as string;
    const found = Object.values(this.resources).find(({ Type, Properties }) => Type === 'AWS::IAM::ManagedPolicy' && JSON.stringify(Properties.Roles).includes(`"${id}"`))!;
    return this.plain(found.Properties.PolicyDocument as PolicyJson);
  }

  /** Who may assume a role. */
  public trustOf(role: iam.IRole): PolicyJson {
    const id = Stack.of(role).resolve((role.node.defaultChild as iam.CfnRole).logicalId) as string;
    return this.plain(this.resources[id].Properties.AssumeRolePolicyDocument as PolicyJson);
  }

  /** The policy of the table in the region of the stack. */
  public tablePolicy(): PolicyJson {
    const [copy] = this.ofType('AWS::DynamoDB::GlobalTable')[0].Properties.Replicas as { ResourcePolicy: { PolicyDocument: PolicyJson } }[];
    return this.plain(copy.ResourcePolicy.PolicyDocument);
  }

  /** The policies of the keys in this stack, by construct path. */
  public keyPolicyOf(key: { readonly node: { readonly defaultChild?: unknown } }): PolicyJson {
    const id = Stack.of(this.table).resolve((key.node.defaultChild as { readonly logicalId: string }).logicalId) as string;
    return this.plain(this.resources[id].Properties.KeyPolicy as PolicyJson);
  }

  private ofType(type: string): Resource[] {
    return Object.values(this.resources).filter(({ Type }) => Type === type);
  }

  private plain(document: PolicyJson): PolicyJson {
    const stack = Stack.of(this.table);
    const keys = Object.entries(this.resources).filter(([, { Type }]) => Type === 'AWS::KMS::Key').map(([id]) => [id, KEY_ARN]);
    return plain(document, { ...Object.fromEntries(keys), [stack.resolve(this.table.globalTable.logicalId) as string]: TABLE_ARN });
  }
}
