/** A record of CloudTrail, as far as patterns look at it; the keys are paths below `$`. */
export type CallRecord = Readonly<Record<string, string>>;

/** Calls that somebody should hear of, whichever service they are made to. */
export interface NoticedCalls {
  /** Part of an id and of the name of a metric: `RootUse`. */
  readonly id: string;

  /** What happened, as people say it, and what to look at. */
  readonly what: string;
  readonly toDo: string;

  /** The pattern word for word as Security Hub asks for it; CIS has no other meaning. */
  readonly pattern: string;

  /** Records that the pattern is there for. */
  readonly records: readonly CallRecord[];
}

/** The longest pattern: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const MAX_FILTER_PATTERN = 1024;

/** What happens all day: a filter that matches it as well tells nothing. */
export const ORDINARY_CALL: CallRecord = {
  'eventSource': 'ec2.amazonaws.com',
  'eventName': 'DescribeInstances',
  'eventType': 'AwsApiCall',
  'userIdentity.type': 'AssumedRole',
  'userIdentity.sessionContext.attributes.mfaAuthenticated': 'false',
};

/** Calls by their names, wherever they are made to. */
function byName(service: string, names: readonly string[]): Pick<NoticedCalls, 'pattern' | 'records'> {
  return { pattern: `{${anyOf(names)}}`, records: recordsOf(service, names) };
}

/** Calls of one service, whose names other services use too. */
function ofService(service: string, names: readonly string[]): Pick<NoticedCalls, 'pattern' | 'records'> {
  return { pattern: `{($.eventSource=${service}.amazonaws.com) && (${anyOf(names)})}`, records: recordsOf(service, names) };
}

function anyOf(names: readonly string[]): string {
  return names.map((name) => `($.eventName=${name})`).join(' || ');
}

function recordsOf(service: string, names: readonly string[]): CallRecord[] {
  return names.map((eventName) => ({ ...ORDINARY_CALL, eventSource: `${service}.amazonaws.com`, eventName }));
}

const SIGN_IN: CallRecord = { 'eventSource': 'signin.amazonaws.com', 'eventName': 'ConsoleLogin', 'eventType': 'AwsConsoleSignIn', 'userIdentity.type': 'IAMUser' };

/**
 * What the CIS AWS Foundations Benchmark wants to be heard of, with the patterns that Security Hub prescribes for CloudWatch.1 to CloudWatch.14:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 *
 * Changes of the organization are control 4.15 of the benchmark, which Security Hub leaves out.
 */
export const NOTICED_CALLS = {
  ROOT_USE: {
    id: 'RootUse',
    what: 'the root user of the account was used',
    toDo: 'Ask who signed in and why: daily work needs no root user. If nobody did, change its password and keys at once.',
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    records: [{ ...ORDINARY_CALL, 'userIdentity.type': 'Root' }, { ...SIGN_IN, 'userIdentity.type': 'Root' }],
  },
  REFUSED_CALLS: {
    id: 'RefusedCalls',
    what: 'calls were refused for lack of permission',
    toDo: 'Look whose calls they are: a deployment that lacks a right, or somebody who tries what is open.',
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    records: ['Client.UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'].map((errorCode) => ({ ...ORDINARY_CALL, errorCode })),
  },
  SIGN_IN_WITHOUT_MFA: {
    id: 'SignInWithoutMfa',
    what: 'somebody signed in to the console without MFA',
    toDo: 'Give the user an MFA device, or remove its password.',
    pattern: '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") '
      + '&& ($.responseElements.ConsoleLogin = "Success") }',
    records: [{ ...SIGN_IN, 'additionalEventData.MFAUsed': 'No', 'responseElements.ConsoleLogin': 'Success' }],
  },
  IAM_POLICIES: {
    id: 'IamPolicies',
    what: 'a policy of IAM was changed, attached or detached',
    toDo: 'Look who it was, what it allows now, and whether a change was announced.',
    ...ofService('iam', ['DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy',
      'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy',
      'AttachGroupPolicy', 'DetachGroupPolicy']),
  },
  TRAILS: {
    id: 'Trails',
    what: 'a trail of CloudTrail was made, changed, started or stopped',
    toDo: 'Look whether the trail still records; whoever stopped it wanted no record of the next call.',
    ...byName('cloudtrail', ['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging']),
  },
  FAILED_SIGN_INS: {
    id: 'FailedSignIns',
    what: 'sign-ins to the console failed',
    toDo: 'Look at the addresses and names: many of them are a guess at passwords.',
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    records: [{ ...SIGN_IN, errorMessage: 'Failed authentication' }],
  },
  KEYS: {
    id: 'Keys',
    what: 'a key of KMS was disabled or scheduled for deletion',
    toDo: 'Find out which data the key protects; cancel the deletion while it waits: afterwards the data is lost.',
    ...ofService('kms', ['DisableKey', 'ScheduleKeyDeletion']),
  },
  BUCKET_POLICIES: {
    id: 'BucketPolicies',
    what: 'the policy, ACL, CORS, lifecycle or replication of a bucket was changed',
    toDo: 'Look whether the bucket is still private and keeps its objects.',
    ...ofService('s3', ['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy',
      'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication']),
  },
  CONFIG: {
    id: 'Config',
    what: 'AWS Config was changed or stopped',
    toDo: 'Look whether it still records; checks of the account see nothing otherwise.',
    ...ofService('config', ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder']),
  },
  SECURITY_GROUPS: {
    id: 'SecurityGroups',
    what: 'a security group was made, changed or deleted',
    toDo: 'Look which addresses or groups it admits now, and to which port.',
    ...byName('ec2', ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup']),
  },
  NETWORK_ACLS: {
    id: 'NetworkAcls',
    what: 'a network ACL was made, changed or deleted',
    toDo: 'Look whether the subnets of the data tier still have theirs, and what it admits.',
    ...byName('ec2', ['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation']),
  },
  GATEWAYS: {
    id: 'Gateways',
    what: 'an internet or customer gateway was made, attached, detached or deleted',
    toDo: 'Look which VPC has a way to the internet now.',
    ...byName('ec2', ['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway']),
  },
  ROUTE_TABLES: {
    id: 'RouteTables',
    what: 'a route or route table was made, replaced or deleted',
    toDo: 'Look where the subnets of the data tier lead now: they need no way to the internet.',
    ...ofService('ec2', ['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute',
      'DisassociateRouteTable']),
  },
  VPCS: {
    id: 'Vpcs',
    what: 'a VPC or a peering between VPCs was made, changed or deleted',
    toDo: 'Look which networks can reach the stores now.',
    ...byName('ec2', ['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection',
      'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink']),
  },
  ORGANIZATION: {
    id: 'Organization',
    what: 'the organization was changed: its accounts, units or policies',
    toDo: 'Look who it was, and whether the policies that bind this account are still attached.',
    ...ofService('organizations', ['AcceptHandshake', 'AttachPolicy', 'CreateAccount', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake',
      'DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'DetachPolicy', 'DisablePolicyType', 'EnablePolicyType',
      'InviteAccountToOrganization', 'LeaveOrganization', 'MoveAccount', 'RemoveAccountFromOrganization', 'UpdatePolicy', 'UpdateOrganizationalUnit']),
  },
} as const satisfies Readonly<Record<string, NoticedCalls>>;
