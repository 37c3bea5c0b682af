import { Aws, Stack, TagManager } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SecureDynamoTableProps } from './dynamo-props';
import { DynamoReplica, ReplicaStage } from './dynamo-replica';
import { Hardening } from '../../core/hardening';

/** What the parts of a table are rendered from. */
export interface DynamoBlueprint {
  readonly scope: Construct;
  readonly props: SecureDynamoTableProps;
  readonly hardening: Hardening;
  readonly tableName: string;

  /** The tags of every copy. */
  readonly tags: TagManager;

  /** ARN of the key in the region of the stack; absent where AWS owns or manages the key. */
  readonly keyArn?: string;
}

/** One copy of the table: in the region of the stack, or a replica. */
export interface TableCopy {
  readonly region: string;
  readonly keyArn?: string;
  readonly stage: ReplicaStage;
}

/** All copies, that of the stack first. */
export function copiesOf({ props, keyArn }: DynamoBlueprint): readonly TableCopy[] {
  return [
    // the region of the stack as CloudFormation names it: one template serves every region
    { region: Aws.REGION, keyArn, stage: ReplicaStage.JOINED },
    ...(props.replicas ?? []).map((replica: DynamoReplica) => ({
      region: replica.region, keyArn: replica.encryptionKeyArn, stage: replica.stage ?? ReplicaStage.JOINED,
    })),
  ];
}

/** The ARN of a copy, by name: a resource cannot refer to itself, and the name is fixed. */
export function arnOfCopy(scope: Construct, tableName: string, region: string): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:dynamodb:${region}:${account}:table/${tableName}`;
}
