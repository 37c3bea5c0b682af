import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { GuardDutyOrganization } from './guardduty-detector';
import type { Declaration } from './handler/custom-resource';
import { DataClassification } from '../../../core/data-classification';
import { ADOPTED_DETECTOR } from '../../../facts/guardduty';
import { innerFunction } from '../../functions/inner-function';
import { maySendTraces } from '../../functions/traces';
import { encryptedLogGroup } from '../../logs/encrypted-log-group';

/** What the function stands on. */
export interface AdoptionOptions {
  readonly declaration: Declaration;
  readonly key: kms.IKey;
  readonly classification: DataClassification;
}

/** Adopt or create the detector at deployment; returns its id. */
export function adoptDetector(scope: Construct, { declaration, key, classification }: AdoptionOptions): string {
  const parent = new Construct(scope, 'Adoption');
  const description = `Adopts or creates the GuardDuty detector of ${scope.node.path}`;
  const logGroup = encryptedLogGroup(parent, 'LogGroup', { key, classification });
  const failures = new sqs.Queue(parent, 'FailedRequests', { encryption: sqs.QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) });
  const role = new iam.Role(parent, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(parent, 'Policy', {
    description,
    roles: [role],
    statements: [
      ...guardDutyAccess(parent, declaration),
      new iam.PolicyStatement({ sid: 'Log', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({ sid: 'FailedRequests', actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
      maySendTraces(),
    ],
  });
  const handler = innerFunction(parent, {
    description,
    bundle: 'guardduty-detector',
    timeout: Duration.minutes(2),
    memorySize: 256,
    role,
    policies: [policy],
    logGroup,
    failures,
    reserved: 1,
    answersCloudFormation: true,
  });
  const resource = new CustomResource(parent, 'Detector', {
    serviceToken: handler.functionArn,
    resourceType: ADOPTED_DETECTOR,
    properties: { Declaration: JSON.stringify(declaration) },
  });
  return resource.ref;
}

/** What an organization asks, in the words of the API. */
export function organizationOf({ administratorAccount, enrolsEveryAccount }: GuardDutyOrganization): Pick<Declaration, 'administrator' | 'autoEnable'> {
  return { administrator: administratorAccount, autoEnable: enrolsEveryAccount === true ? 'ALL' : undefined };
}

/** The roles that GuardDuty makes for itself, by the service that takes them: https://docs.aws.amazon.com/guardduty/latest/ug/using-service-linked-roles.html */
const SERVICE_LINKED_ROLES = {
  'guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDuty',
  'malware-protection.guardduty.amazonaws.com': 'AWSServiceRoleForAmazonGuardDutyMalwareProtection',
};

/** Listing and creating know no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonguardduty.html. The id of a detector is known once there is one. */
function guardDutyAccess(scope: Construct, { administrator, autoEnable }: Declaration): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  const detectors = stack.formatArn({ service: 'guardduty', resource: 'detector', resourceName: '*' });
  const onDetectors = ['GetDetector', 'UpdateDetector', ...autoEnable === undefined ? [] : ['UpdateOrganizationConfiguration']];
  const roles = Object.entries(SERVICE_LINKED_ROLES).map(([service, role]) => stack.formatArn({
    service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${service}/${role}`, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  }));
  return [
    new iam.PolicyStatement({ sid: 'FindOrCreate', actions: ['guardduty:ListDetectors', 'guardduty:CreateDetector'], resources: ['*'] }),
    new iam.PolicyStatement({ sid: 'Detectors', actions: onDetectors.map((action) => `guardduty:${action}`), resources: [detectors] }),
    new iam.PolicyStatement({
      sid: 'ServiceLinkedRoles',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: roles,
      conditions: { StringEquals: { 'iam:AWSServiceName': Object.keys(SERVICE_LINKED_ROLES) } },
    }),
    ...administrator === undefined ? [] : [appointment()],
  ];
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html */
function appointment(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AppointAdministrator',
    actions: ['guardduty:ListOrganizationAdminAccounts', 'guardduty:EnableOrganizationAdminAccount', 'organizations:EnableAWSServiceAccess',
      'organizations:RegisterDelegatedAdministrator', 'organizations:ListDelegatedAdministrators', 'organizations:ListAWSServiceAccessForOrganization',
      'organizations:DescribeOrganizationalUnit', 'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:ListAccounts'],
    resources: ['*'],
  });
}
