import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { RDS_INSTANCE_DESTRUCTION } from '../../../src/facts/destructive-actions';
import { DeletionGuard, DeletionGuardProps } from '../../../src/foundation/deletion/deletion-guard';
import { IProtectedStore } from '../../../src/foundation/deletion/protected-store';
import { plain, PolicyJson } from '../../support/iam-simulator';

export const ACCOUNT = '111122223333';
export const ENV = { account: ACCOUNT, region: 'eu-west-1' };

/** A store that names the given ARNs; by default a database and its snapshots. */
export class Store extends Construct implements IProtectedStore {
  public constructor(
    scope: Construct,
    id: string,
    public readonly storeArns = [rdsArn(`db:${id.toLowerCase()}`), rdsArn(`snapshot:${id.toLowerCase()}-*`)],
    public readonly destructiveActions: string[] = [...RDS_INSTANCE_DESTRUCTION.actions],
  ) {
    super(scope, id);
  }
}

export function rdsArn(resource: string): string {
  return `arn:aws:rds:eu-west-1:${ACCOUNT}:${resource}`;
}

/** A guard of one store, Orders. */
export function guardIn(props: DeletionGuardProps = {}, stack = new Stack(new App(), 'S', { env: ENV })) {
  const store = new Store(stack, 'Orders');
  return { stack, store, guard: new DeletionGuard(stack, 'Guard', { stores: [store], ...props }) };
}

/** The rendered policies of a stack with one guard: what binds people, and what the administrator role may do and who may assume it. */
export function policiesOf(stack: Stack): { deny: PolicyJson[]; allow: PolicyJson[]; trust: PolicyJson } {
  const template = Template.fromStack(stack);
  const [[roleId, role]] = Object.entries(template.findResources('AWS::IAM::Role'));
  const values = { [roleId]: ADMINISTRATOR_ROLE, 'AWS::Partition': 'aws' };
  const documents = Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties);
  return {
    deny: documents.filter(({ Roles }) => !Roles).map(({ PolicyDocument }) => plain(PolicyDocument, values)),
    allow: documents.filter(({ Roles }) => Roles).map(({ PolicyDocument }) => plain(PolicyDocument, values)),
    trust: plain(role.Properties.AssumeRolePolicyDocument, values),
  };
}

export const ADMINISTRATOR_ROLE = `arn:aws:iam::${ACCOUNT}:role/S-GuardAdministratorRole-1A2B`;
