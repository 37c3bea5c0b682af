import { Stack, StackProps } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AlertTopic, ChangeAlarms, ChatChannel, ChatRoom, GuardDutyAlerts } from 'cdk-hardened-databases';
import { Construct } from 'constructs';

/** Once in each account and region. */
export class DetectionStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // the integration URL of the on-call service, which holds its key
    const pager = secretsmanager.Secret.fromSecretNameV2(this, 'Pager', 'on-call/url');
    const attacks = new AlertTopic(this, 'OnCall', {
      emails: ['on-call@example.com'], phoneNumbers: ['+14155550123'], pagers: [pager.secretValue.unsafeUnwrap()], displayName: 'Attack',
    });
    const onCall = attacks.topic;
    const security = new AlertTopic(this, 'Security', { emails: ['security@example.com'], displayName: 'Security' }).topic;
    // nobody sees in a template who has confirmed an address
    attacks.tellIfUnheard(security);
    const databases = new AlertTopic(this, 'Databases', { emails: ['database-team@example.com'], displayName: 'Databases' }).topic;

    // the same in a channel, from which nobody can change anything
    new ChatChannel(this, 'Channel', { room: ChatRoom.slack('T07EA123LEP', 'C07EZ1ABC23'), topics: [onCall, security, databases] });

    // adopts the detector that the organization has made, or makes one
    new GuardDutyAlerts(this, 'GuardDuty', {
      topics: { critical: onCall, high: onCall, medium: security, low: security, database: databases },
      suppressions: [{
        name: 'own-scanner',
        reason: 'our scanner probes every public port on Monday mornings',
        criteria: { 'type': ['Recon:EC2/PortProbeUnprotectedPort'], 'service.action.portProbeAction.portProbeDetails.remoteIpDetails.ipAddressV4': ['203.0.113.7'] },
      }],
    });
    new ChangeAlarms(this, 'Changes', {
      alerts: security,
      // what the pipeline changes has been reviewed; what it deletes is told all the same
      expectedRoleArns: ['arn:*:iam::*:role/cdk-hnb659fds-cfn-exec-role-*'],
    });
  }
}
