import { RemovalPolicy } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Safeguard } from '../../../src/core/safeguard';
import { ITieredNetwork } from '../../../src/foundation/network/network';
import { Sabotage, remove, resources, set, withoutDenials, withoutPublishers } from '../sabotage-tools';

export const FOUNDATION_SABOTAGE: readonly Sabotage[] = [
  { subjects: ['DataKey'], safeguard: Safeguard.KEY_ROTATION, rules: ['kms.key-rotation'], apply: set('AWS::KMS::Key', 'EnableKeyRotation', false) },
  {
    subjects: ['DataKey'],
    safeguard: Safeguard.KEY_DELETION_GUARD,
    rules: ['kms.deletion-needs-mfa'],
    apply: set('AWS::KMS::Key', 'KeyPolicy.Statement.1.Condition', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
  },
  {
    subjects: ['DataKey'],
    safeguard: Safeguard.RETENTION,
    rules: ['kms.retained'],
    apply: (built) => resources(built, 'AWS::KMS::Key').forEach((key) => key.applyRemovalPolicy(RemovalPolicy.DESTROY)),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['sns.customer-managed-key'],
    apply: set('AWS::SNS::Topic', 'KmsMasterKeyId', undefined),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    // two facts: who holds the key, and that no service may use it
    rules: ['alerts.deliverable', 'sns.customer-managed-key'],
    apply: set('AWS::SNS::Topic', 'KmsMasterKeyId', 'alias/aws/sns'),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ENCRYPTION_IN_TRANSIT,
    rules: ['sns.tls-only'],
    apply: withoutDenials,
  },
  {
    subjects: ['ChatChannel'],
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['chatbot.guardrails'],
    apply: set('AWS::Chatbot::SlackChannelConfiguration', 'GuardrailPolicies', undefined),
  },
  {
    subjects: ['ChatChannel'],
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['chatbot.user-roles'],
    apply: set('AWS::Chatbot::SlackChannelConfiguration', 'UserRoleRequired', undefined),
  },
  {
    subjects: ['AlertTopic'],
    safeguard: Safeguard.ALERT_DELIVERY,
    rules: ['alerts.deliverable'],
    apply: withoutPublishers,
  },
];

export const NETWORK_SABOTAGE: readonly Sabotage[] = [
  { subjects: ['TieredNetwork'], safeguard: Safeguard.FLOW_LOGS, rules: ['vpc.flow-logs'], apply: remove('AWS::EC2::FlowLog') },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.NETWORK_ACL,
    rules: ['vpc.acl-used', 'vpc.data-subnets-have-acl'],
    apply: remove('AWS::EC2::SubnetNetworkAclAssociation'),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.CLOSED_DEFAULT_SECURITY_GROUP,
    rules: ['vpc.default-security-group-closed'],
    apply: remove('Custom::VpcRestrictDefaultSG'),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.PRIVATE_ENDPOINTS,
    rules: ['vpc.endpoint-policy-limited'],
    apply: set('AWS::EC2::VPCEndpoint', 'PolicyDocument', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.ENCRYPTION_AT_REST,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.CUSTOMER_MANAGED_KEY,
    rules: ['logs.customer-managed-key'],
    apply: set('AWS::Logs::LogGroup', 'KmsKeyId', undefined),
  },
  {
    subjects: ['TieredNetwork'],
    safeguard: Safeguard.PRIVATE_NETWORK,
    rules: ['vpc.no-public-ip-on-launch'],
    apply: set('AWS::EC2::Subnet', 'MapPublicIpOnLaunch', true),
  },
];

const NETWORKS = ['TieredNetwork', 'TieredNetwork.fromVpc'];
export const TIER_SABOTAGE: readonly Sabotage[] = [
  {
    subjects: NETWORKS,
    safeguard: Safeguard.TIERED_ACCESS,
    rules: ['vpc.only-web-ports-open'],
    apply: ({ construct, stack }) => {
      const { appSecurityGroup } = construct as unknown as ITieredNetwork;
      new ec2.CfnSecurityGroupIngress(stack, 'Shortcut', {
        groupId: appSecurityGroup.securityGroupId, cidrIp: '0.0.0.0/0', ipProtocol: 'tcp', fromPort: 4444, toPort: 4444, description: 'past the load balancer',
      });
    },
  },
];
