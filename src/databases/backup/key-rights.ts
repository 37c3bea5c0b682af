import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { viaServices } from '../../foundation/via-service';

/** What a role of AWS Backup does with keys, and through which services. */
export interface KeyUse {
  readonly actions: readonly string[];
  readonly services: readonly string[];

  /** The region of the stack when left out. */
  readonly regions?: readonly string[];
}

/** Use of keys through services alone, and grants to AWS resources: what the stores, the backups and their copies are encrypted with. */
export function keyRights(scope: IConstruct, keyArns: readonly string[], { actions, services, regions }: KeyUse): iam.PolicyStatement[] {
  const resources = [...keyArns];
  return resources.length === 0 ? [] : [
    new iam.PolicyStatement({ sid: 'UseKeys', actions: [...actions], resources, conditions: viaServices(scope, services, regions) }),
    new iam.PolicyStatement({ sid: 'SeeKeys', actions: ['kms:DescribeKey'], resources }),
    new iam.PolicyStatement({ sid: 'LendKeys', actions: ['kms:CreateGrant'], resources, conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
  ];
}
